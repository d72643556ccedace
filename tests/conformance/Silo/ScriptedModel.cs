using System.Text.Json;
using Moltbot.Conformance.Golden;
using Moltbot.TestSupport.Models;

namespace Moltbot.Conformance.Silo;

/// <summary>The model of the recordings: one reply to everything, and one that never ends when the message begins with SLOW.</summary>
internal static class ScriptedModel
{
    private const int InputTokens = 11;
    private const int OutputTokens = 7;

    internal static async Task<SimulatedModelProvider> StartAsync()
    {
        var model = await SimulatedModelProvider.StartAsync();
        model.Default = ModelReply.Text([.. GoldenSetup.ModelReply]).WithUsage(InputTokens, OutputTokens);
        var slow = ModelReply.Text("slow").ThenStall();
        model.Script = request => LastMessage(request.Body).Contains("SLOW", StringComparison.Ordinal) ? slow : null;
        return model;
    }

    private static string LastMessage(JsonElement body)
    {
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind is not JsonValueKind.Array)
        {
            return string.Empty;
        }

        var last = messages.EnumerateArray().LastOrDefault(message => message.TryGetProperty("role", out var role) && role.ValueEquals("user"));
        return last.ValueKind is JsonValueKind.Object && last.TryGetProperty("content", out var content) ? content.GetRawText() : string.Empty;
    }
}
