using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Discord;

/// <summary>Answers in the form of Discord's REST API.</summary>
public static class DiscordAnswers
{
    /// <summary>An error.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Discord's code; 0 for none.</param>
    /// <param name="message">Its words.</param>
    public static SimulatedAnswer Failure(int status, int code, string message) =>
        SimulatedAnswer.Json(status, new JsonObject { ["message"] = message, ["code"] = code });

    /// <summary>A limit: nothing happened, come back later.</summary>
    /// <param name="retryAfter">Seconds.</param>
    /// <param name="scope"><c>user</c>, <c>shared</c> or <c>global</c>.</param>
    /// <param name="more">Further headers.</param>
    public static SimulatedAnswer TooManyRequests(double retryAfter, string scope = "user", IReadOnlyDictionary<string, string>? more = null)
    {
        var headers = new Dictionary<string, string>(more ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["Retry-After"] = Math.Ceiling(retryAfter).ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Scope"] = scope,
        };
        if (scope == "global")
        {
            headers["X-RateLimit-Global"] = "true";
        }

        return SimulatedAnswer.Json(
            429,
            new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = retryAfter, ["global"] = scope == "global" },
            headers);
    }
}
