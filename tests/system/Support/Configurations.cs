using System.Text.Json.Nodes;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Support;

/// <summary>Configuration documents as a person would write them.</summary>
internal static class Configurations
{
    /// <summary>A document with a model behind a provider.</summary>
    public static JsonObject For(SimulatedModelProvider model, string apiKey = "sk-of-a-test") => new()
    {
        ["models"] = new JsonObject
        {
            ["providers"] = new JsonObject
            {
                ["fake"] = new JsonObject
                {
                    ["baseUrl"] = model.BaseUrl.ToString(),
                    ["apiKey"] = apiKey,
                    ["api"] = "openai-completions",
                    ["models"] = new JsonArray(new JsonObject
                    {
                        ["id"] = "m1",
                        ["name"] = "One",
                        ["reasoning"] = false,
                        ["input"] = new JsonArray("text"),
                        ["cost"] = new JsonObject { ["input"] = 1, ["output"] = 2, ["cacheRead"] = 0, ["cacheWrite"] = 0 },
                        ["contextWindow"] = 200000,
                        ["maxTokens"] = 8192,
                    }),
                },
            },
        },
        ["agents"] = new JsonObject { ["defaults"] = new JsonObject { ["model"] = new JsonObject { ["primary"] = "fake/m1" } } },
    };

    /// <summary>With a bot of a Telegram.</summary>
    public static JsonObject WithTelegram(this JsonObject document, SimulatedTelegram telegram, SimulatedBot bot)
    {
        document["channels"] = new JsonObject
        {
            ["telegram"] = new JsonObject { ["botToken"] = bot.Token, ["apiRoot"] = telegram.Root.AbsoluteUri.TrimEnd('/') },
        };
        return document;
    }

    /// <summary>With a bot of a Discord.</summary>
    public static JsonObject WithDiscord(this JsonObject document, SimulatedDiscord discord, string token)
    {
        document["channels"] = new JsonObject
        {
            ["discord"] = new JsonObject
            {
                ["token"] = token, ["apiRoot"] = discord.ApiRoot.AbsoluteUri, ["gatewayRoot"] = discord.GatewayRoot.AbsoluteUri, ["replyToMode"] = "first",
            },
        };
        return document;
    }

    /// <summary>With hooks behind a secret.</summary>
    public static JsonObject WithHooks(this JsonObject document, string secret)
    {
        document["hooks"] = new JsonObject { ["enabled"] = true, ["token"] = secret };
        return document;
    }

    /// <summary>With members of <c>gateway</c>.</summary>
    public static JsonObject WithGateway(this JsonObject document, JsonObject gateway)
    {
        document["gateway"] = gateway;
        return document;
    }
}
