using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Channels.Telegram.Outbound;
using Moltbot.Gateway.Methods.Agents;

namespace Moltbot.Conformance.Adapters.Gateway;

/// <summary>What the gateway itself decides: how agents appear, how text looks on Telegram, which connections it takes.</summary>
public sealed class GatewayArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveAssistantIdentity", Identity),
        new("markdownToTelegramHtml", input => Html(input.Arg("markdown", 0).AsText() ?? "")),
        new("expandTextLinks", input => TextLinks.Expand(
            input.Arg("text", 0).AsText()!,
            input.Arg("entities", 1) is { } entities
                ? entities.EnumerateArray().Select(each => new MessageEntity
                {
                    Type = each.Text("type")!, Offset = (int)each.Number("offset")!, Length = (int)each.Number("length")!, Url = each.Text("url"),
                })
                : [])),
        new("tlsMinimum", input => TlsHandshake.IsAccepted(input.Texts("offered") ?? []) ? "accepted" : "refused"),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("markdownToTelegramHtml", input => input.Arg("markdown", 0).AsText()?.Contains("```", StringComparison.Ordinal) ?? false,
            "A fenced block keeps the name of its language, which Telegram colours it by, and ends without the line break that Telegram would show as an empty line."),
        new("markdownToTelegramHtml", input => HasBareAddress(input.Arg("markdown", 0).AsText() ?? ""),
            "A bare address stays as it is: Telegram makes a link of it itself."),
    ];

    private static JsonNode? Identity(JsonElement input)
    {
        var one = input.One();
        var identity = AgentIdentities.Of(ConfigInput.Document(one.Get("cfg")), one.Text("agentId"));
        var shown = new JsonObject { ["agentId"] = identity.AgentId, ["name"] = identity.Name, ["avatar"] = identity.Avatar };
        if (identity.Emoji is { } emoji)
        {
            shown["emoji"] = emoji;
        }

        return shown;
    }

    /// <summary>Text without markup is sent as text; as HTML it would read like this.</summary>
    private static string Html(string markdown) => TelegramMarkup.ToHtml(markdown) ?? InlineMarkup.Escape(markdown);

    /// <summary>An address that is not the target of a link.</summary>
    private static bool HasBareAddress(string markdown)
    {
        for (var at = markdown.IndexOf("http", StringComparison.Ordinal); at >= 0; at = markdown.IndexOf("http", at + 1, StringComparison.Ordinal))
        {
            var isTarget = at >= 2 && markdown[at - 1] == '(' && markdown[at - 2] == ']';
            var isAddress = markdown[at..].StartsWith("http://", StringComparison.Ordinal) || markdown[at..].StartsWith("https://", StringComparison.Ordinal);
            if (isAddress && !isTarget)
            {
                return true;
            }
        }

        return false;
    }
}
