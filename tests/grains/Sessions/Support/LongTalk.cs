using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Conversations;
using Moltbot.TestSupport.Models;

namespace Moltbot.Grains.Tests.Sessions.Support;

/// <summary>
/// Conversations that outgrow a small window: 3,000 tokens, none reserved, of messages of 1,000 tokens as they are estimated. The third one does not fit, and of those before it the last stays word
/// for word.
/// </summary>
internal static class LongTalk
{
    public const string Summary = "What was said, in short.";

    public const string Begin = "<<<EXTERNAL_UNTRUSTED_CONTENT>>>";

    public const string End = "<<<END_EXTERNAL_UNTRUSTED_CONTENT>>>";

    /// <param name="model">The provider.</param>
    /// <param name="compaction">More of <c>agents.defaults.compaction</c>.</param>
    /// <param name="more">More of the document.</param>
    public static string Config(SimulatedModelProvider model, string compaction = "memoryFlush: { enabled: false }", string more = "") =>
        SessionHost.ConfigFor(model, more)
            .Replace("contextWindow: 200000", "contextWindow: 3000", StringComparison.Ordinal)
            .Replace("defaults: {", $"defaults: {{ compaction: {{ reserveTokensFloor: 0, {compaction} }},", StringComparison.Ordinal);

    /// <summary>Has a model summarise when it is asked to and answer else, without telling what that took.</summary>
    public static void Script(SimulatedModelProvider model, Func<SimulatedModelRequest, ModelReply?>? answer = null)
    {
        model.Default = ModelReply.Text("Understood.").WithUsage(0, 0);
        model.Script = request => IsSummary(request) ? ModelReply.Text(Summary).WithUsage(700, 30) : answer?.Invoke(request);
    }

    public static string Message(string name) => name + " " + new string('x', 3_000 - name.Length - 1);

    public static async Task<RunStatus> Say(SessionHost silo, params string[] names)
    {
        RunStatus? last = null;
        foreach (string name in names)
        {
            last = await silo.Ask(Message(name), name);
        }

        return last!;
    }

    public static bool IsSummary(SimulatedModelRequest request) => System(request).StartsWith("You write summaries", StringComparison.Ordinal);

    public static string System(SimulatedModelRequest request) => Told(request)[0].Text;

    public static IReadOnlyList<SimulatedModelRequest> Summaries(SimulatedModelProvider model) => [.. model.Requests.Where(IsSummary)];

    /// <summary>The messages of a request: who, and the words.</summary>
    public static IReadOnlyList<(string Role, string Text)> Told(SimulatedModelRequest request) =>
    [
        .. request.Body.GetProperty("messages").EnumerateArray().Select(static message => (
            message.GetProperty("role").GetString()!,
            message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.String ? content.GetString()! : "")),
    ];

    /// <summary>What a request says, message by message, each by its role and its first word; a summary by all of its words.</summary>
    public static string Outline(SimulatedModelRequest request) => string.Join(" | ", Told(request).Select(static message =>
        message.Text == SummaryText.Shown(Summary) ? "summary" : $"{message.Role} {First(message.Text)}"));

    private static string First(string text)
    {
        string said = text.StartsWith('[') ? text[(text.IndexOf(']', StringComparison.Ordinal) + 2)..] : text;
        return said.Split(' ', '\n')[0];
    }
}
