using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Models.Failover;
using Moltbot.Models.Providers;
using Moltbot.Models.Transport;

namespace Moltbot.Conformance.Adapters.Models;

/// <summary>models_auth: what a failed call means for the next one.</summary>
public sealed class FailoverArea : ICaseArea
{
    private const string TimeoutCode = "ETIMEDOUT";

    public IEnumerable<CaseFunction> Functions =>
    [
        new("classifyFailoverReason", Classify),
        new("resolveFailoverReasonFromError", static input => ReasonOf(input.Arg("error", 0))?.Name()),
        new("resolveFailoverStatus", static input => StatusOf(input.Arg("reason", 0).AsText())),
        new("coerceToFailoverError", static input => ReasonOf(input.Arg("error", 0)) is null
            ? null
            : new JsonObject { ["error"] = TextOf(input.Arg("error", 0)) }),
        new("describeFailoverError", Describe),
        new("calculateAuthProfileCooldownMs", static input =>
            Cooldowns.AfterErrors((int)(input.Arg("errorCount", 0)?.GetDouble() ?? 0)).TotalMilliseconds),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Classify(JsonElement input)
    {
        var error = new ProviderError(null, input.Arg("message", 0).AsText());
        var reason = FailureClassifier.Classify(null, error)?.Name();
        return input.Get("args") is not null
            ? reason
            : new JsonObject { ["reason"] = reason, ["contextOverflow"] = FailureClassifier.IsContextOverflow(error) };
    }

    /// <summary>
    /// The original's errors are any value. Our own time limit is known from the call and needs no text; somebody's abort is no
    /// failure, unless what it quotes is a time limit.
    /// </summary>
    private static ModelFailureReason? ReasonOf(JsonElement? error)
    {
        var name = error.Text("name");
        var code = name == "TimeoutError" ? TimeoutCode : error.Text("code");
        var cause = error.Get("cause").Text("message") ?? error.Text("cause") ?? error.Text("reason");
        var reason = FailureClassifier.Classify(Status(error), new ProviderError(code, $"{TextOf(error)} {cause}".Trim()));
        return name == "AbortError" && reason is not ModelFailureReason.Timeout ? null : reason;
    }

    private static string? TextOf(JsonElement? error) => error switch
    {
        { ValueKind: JsonValueKind.Object } => error.Text("message"),
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };

    private static int? Status(JsonElement? error) =>
        int.TryParse(error.Id("status") ?? error.Id("statusCode"), CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>The statuses of the original; ours, read the other way round: which status is taken for this reason.</summary>
    private static JsonNode? StatusOf(string? reason)
    {
        int[] statuses = [402, 429, 401, 408, 400];
        return statuses.Where(status => FailureClassifier.Classify(status, ProviderError.None)?.Name() == reason)
            .Select(static status => (JsonNode?)status).FirstOrDefault();
    }

    private static JsonNode? Describe(JsonElement input)
    {
        var error = input.Arg("error", 0);
        return new JsonObject
        {
            ["message"] = TextOf(error),
            ["reason"] = ReasonOf(error)?.Name(),
            ["status"] = Status(error),
            ["code"] = error.Text("code"),
        };
    }
}
