using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>Conversations that are answered otherwise on purpose, with the reason as it stands in docs/differences.md.</summary>
public static class GoldenDifferences
{
    /// <summary>The rules; the first that applies counts.</summary>
    public static IReadOnlyList<(Func<GoldenConversation, bool> AppliesTo, string Reason)> All { get; } =
    [
        (conversation => conversation.Name.Contains("spoof", StringComparison.Ordinal),
            "A client cannot choose its own address: the nearest hop that is no trusted proxy counts, not the leftmost entry."),
        (conversation => conversation.Steps.Any(step => step.Method == "config.get") && Mentions(conversation, "<shared token>"),
            "config.get masks secrets: __MOLTBOT_REDACTED__ stands for a stored secret when it is sent back."),
    ];

    /// <summary>Frames that are not compared, with the reason; the rest of their conversation is.</summary>
    public static IReadOnlyList<(Func<GoldenStep, bool> AppliesTo, string Reason)> Frames { get; } =
    [
        (step => Mentions(step, "Missing workspace template"),
            "The recorded gateway lacked files of its package and its runs failed; ours has none to lack."),
    ];

    /// <summary>The reason why a frame is not compared; null when it is.</summary>
    public static string? OfFrame(GoldenStep step) => Frames.FirstOrDefault(rule => rule.AppliesTo(step)).Reason;

    /// <summary>Why the original's own hint on building its control UI is worded otherwise here.</summary>
    public const string ControlUiHint = "The answer where no control UI is configured says which setting names its folder; there is nothing here to build.";

    /// <summary>Why a hook is not called by a secret in its address.</summary>
    public const string HookSecretInAddress = "The secret of hooks counts in a header only: an address ends up in logs and histories.";

    public const string ToolAnswers = "A tool called over HTTP answers what it answers a model: its own JSON and its own words; a session in which nothing was said has no status.";

    public const string BodyErrors = "What is wrong with a body of JSON is told by line and byte.";

    public const string HookChannels = "A hook's caller is told of every channel that there is, and not which of them are configured.";

    /// <summary>The reason why a request is answered otherwise on purpose; null when there is none.</summary>
    public static string? OfRequest(GoldenRequest request, string mismatch) =>
        request.Path.StartsWith("/hooks/", StringComparison.Ordinal) && request.Path.Contains("token=", StringComparison.Ordinal)
            && mismatch.StartsWith("expected status 200, but got 401", StringComparison.Ordinal)
            ? HookSecretInAddress
        : request.Path == "/tools/invoke" && mismatch.StartsWith("at /error/message: expected \"SyntaxError", StringComparison.Ordinal)
            ? BodyErrors
        : request.Path == "/tools/invoke" && (mismatch.Contains("This did not run: ", StringComparison.Ordinal) || mismatch.StartsWith("at /result/", StringComparison.Ordinal))
            ? ToolAnswers
        : request.Path.StartsWith("/hooks/", StringComparison.Ordinal) && mismatch.StartsWith("at /error: expected \"channel must be last\", but got \"channel must be last|", StringComparison.Ordinal)
            ? HookChannels
        : mismatch.StartsWith("expected body", StringComparison.Ordinal)
        && request.Expected["body"] is JsonValue body && body.ToString().StartsWith("Control UI assets not found.", StringComparison.Ordinal)
            ? ControlUiHint
            : null;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool Mentions(GoldenConversation conversation, string text) =>
        conversation.Steps.Any(step => Mentions(step, text));

    private static bool Mentions(GoldenStep step, string text) =>
        step.IsReceived && step.Frame is JsonObject frame && frame.ToJsonString(Readable).Contains(text, StringComparison.Ordinal);
}
