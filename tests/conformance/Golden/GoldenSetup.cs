using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>Configurations under which the conversations were recorded.</summary>
public static class GoldenSetup
{
    /// <summary>The model's whole reply to every message, in the pieces it came in.</summary>
    public static IReadOnlyList<string> ModelReply { get; } = ["Hello", " from", " the fake model."];

    /// <summary>The secret of hooks in the place of the recorded one, which could be guessed and opens nothing here.</summary>
    public const string HookToken = "golden-hooks-4d9a1f7c02be";

    /// <summary>Token mode, with both HTTP endpoints and hooks on.</summary>
    /// <param name="modelUrl">The scripted OpenAI-compatible endpoint, with <c>/v1</c>.</param>
    /// <param name="workspace">An empty folder.</param>
    /// <param name="token">The shared token.</param>
    public static JsonObject TokenMode(Uri modelUrl, string workspace, string token)
    {
        var gateway = new JsonObject
        {
            ["mode"] = "local",
            ["auth"] = new JsonObject { ["mode"] = "token", ["token"] = token },
            ["controlUi"] = new JsonObject { ["enabled"] = true },
            ["trustedProxies"] = new JsonArray("127.0.0.1"),
            ["reload"] = new JsonObject { ["mode"] = "off" },
            ["http"] = JsonNode.Parse("""{"endpoints":{"chatCompletions":{"enabled":true},"responses":{"enabled":true}} }"""),
        };
        var document = WithModel(gateway, modelUrl, workspace);
        document["cron"] = new JsonObject { ["enabled"] = false };
        document["hooks"] = new JsonObject
        {
            ["enabled"] = true,
            ["token"] = HookToken,
            ["mappings"] = JsonNode.Parse("""[{"match":{"path":"gh"},"action":"wake","textTemplate":"push to {{ref}}"}]"""),
        };
        return document;
    }

    /// <summary>Password mode, without trusted proxies.</summary>
    /// <param name="modelUrl">The scripted OpenAI-compatible endpoint, with <c>/v1</c>.</param>
    /// <param name="workspace">An empty folder.</param>
    /// <param name="password">The password.</param>
    /// <param name="allowsInsecureUi">Whether the control UI may do without a device.</param>
    public static JsonObject PasswordMode(Uri modelUrl, string workspace, string password, bool allowsInsecureUi)
    {
        var controlUi = new JsonObject { ["enabled"] = true };
        if (allowsInsecureUi)
        {
            controlUi["allowInsecureAuth"] = true;
        }

        var gateway = new JsonObject
        {
            ["mode"] = "local",
            ["auth"] = new JsonObject { ["mode"] = "password", ["password"] = password },
            ["controlUi"] = controlUi,
            ["reload"] = new JsonObject { ["mode"] = "off" },
        };
        return WithModel(gateway, modelUrl, workspace);
    }

    private static JsonObject WithModel(JsonObject gateway, Uri modelUrl, string workspace)
    {
        var model = JsonNode.Parse(
            """
            {
              "id": "m1", "name": "Fake M1", "reasoning": false, "input": ["text"], "contextWindow": 32000, "maxTokens": 1000,
              "cost": { "input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0 }
            }
            """);
        var provider = new JsonObject
        {
            ["baseUrl"] = modelUrl.ToString().TrimEnd('/'), ["apiKey"] = "fake-key", ["api"] = "openai-completions", ["models"] = new JsonArray(model),
        };
        return new JsonObject
        {
            ["gateway"] = gateway,
            ["models"] = new JsonObject { ["mode"] = "replace", ["providers"] = new JsonObject { ["fake"] = provider } },
            ["agents"] = new JsonObject
            {
                ["defaults"] = new JsonObject
                {
                    ["model"] = new JsonObject { ["primary"] = "fake/m1" }, ["workspace"] = workspace, ["userTimezone"] = "UTC",
                },
            },
        };
    }
}
