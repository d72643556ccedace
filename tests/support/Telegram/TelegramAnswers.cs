using System.Globalization;
using System.Text.Json.Nodes;
using Moltbot.TestSupport.Platforms;

namespace Moltbot.TestSupport.Telegram;

/// <summary>Answers in Telegram's form.</summary>
public static class TelegramAnswers
{
    extension(SimulatedAnswer)
    {
        /// <summary>Success.</summary>
        public static SimulatedAnswer Success(JsonNode? result) =>
            SimulatedAnswer.Json(200, new JsonObject { ["ok"] = true, ["result"] = result?.DeepClone() });

        /// <summary>An error.</summary>
        public static SimulatedAnswer Error(int code, string description, JsonObject? parameters = null)
        {
            var body = new JsonObject { ["ok"] = false, ["error_code"] = code, ["description"] = description };
            if (parameters is not null)
            {
                body["parameters"] = parameters.DeepClone();
            }

            return SimulatedAnswer.Json(code, body);
        }

        /// <summary>The flood limit: nothing happened, come back later.</summary>
        public static SimulatedAnswer TooManyRequests(int retryAfterSeconds) => SimulatedAnswer.Error(
            429,
            "Too Many Requests: retry after " + retryAfterSeconds.ToString(CultureInfo.InvariantCulture),
            new JsonObject { ["retry_after"] = retryAfterSeconds });

        /// <summary>A group that became a supergroup with another id.</summary>
        public static SimulatedAnswer Migrated(long toChatId) => SimulatedAnswer.Error(
            400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = toChatId });
    }
}
