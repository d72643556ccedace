using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Commands;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>commands and command_gating: what a chat's words order, and who may.</summary>
public sealed class CommandsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveCommandAuthorizedFromAuthorizers", input => IsAuthorized(input.One())),
        new("resolveControlCommandGate", input =>
        {
            var one = input.One();
            var authorized = IsAuthorized(one);
            return new JsonObject
            {
                ["commandAuthorized"] = authorized,
                ["shouldBlock"] = CommandGate.ShouldBlock(
                    one.Flag("allowTextCommands") ?? false, one.Flag("hasControlCommand") ?? false, authorized),
            };
        }),
        new("resolveCommandAuthorization", Owners),
        new("command detection", Detect),
        new("hasControlCommand", input => ChatCommands.IsCommand(input.Arg("text", 0).AsText())),
        new("hasInlineCommandTokens", input => ChatCommands.HasInlineTokens(input.Arg("text", 0).AsText())),
        new("normalizeCommandBody", input =>
            ChatCommands.Normalize(input.Arg("raw", 0).AsText() ?? "", input.Arg("options", 1).Text("botUsername"))),
        new("shouldHandleTextCommands", input =>
        {
            var one = input.One();
            return ChatCommands.AreRead(
                one.Get("cfg").Get("commands").Flag("text"), one.Text("surface"), one.Text("commandSource") == "native");
        }),
        new("isAbortTrigger", input => StopWords.IsStopWord(input.Arg("text", 0).AsText())),
        new("isChatStopCommandText", input => StopWords.IsStopMessage(input.Arg("text", 0).AsText())),
        new("resolveChatRunExpiresAtMs", input =>
            input.Number("now") + RunLifetime.Of(Milliseconds(input.Number("timeoutMs") ?? 0)).TotalMilliseconds),
        new("normalizeThinkLevel", input => Levels.Thinking(input.Arg("raw", 0).AsText())),
        new("normalizeVerboseLevel", input => Levels.Verbose(input.Arg("raw", 0).AsText())),
        new("normalizeElevatedLevel", input => Levels.Elevated(input.Arg("raw", 0).AsText())),
        new("resolveElevatedMode", input => Levels.ElevatedMode(input.Arg("level", 0).AsText())),
        new("normalizeReasoningLevel", input => Levels.Reasoning(input.Arg("raw", 0).AsText())),
        new("normalizeUsageDisplay", input => Levels.Usage(input.Arg("raw", 0).AsText())),
        new("extractThinkDirective", input => Directive(LevelDirective.Thinking(Body(input)), "thinkLevel")),
        new("extractVerboseDirective", input => Directive(LevelDirective.Verbose(Body(input)), "verboseLevel")),
        new("extractElevatedDirective", input => Directive(LevelDirective.Elevated(Body(input)), "elevatedLevel")),
        new("extractReasoningDirective", input => Directive(LevelDirective.Reasoning(Body(input)), "reasoningLevel")),
        new("extractStatusDirective", input => Directive(LevelDirective.Status(Body(input)), "level")),
        new("parseActivationCommand", input => Switch(SessionSwitch.Activation(input.Arg("raw", 0).AsText()))),
        new("parseSendPolicyCommand", input => Switch(SessionSwitch.Send(input.Arg("raw", 0).AsText()))),
    ];

    public IEnumerable<Difference> Differences => [];

    private static TimeSpan Milliseconds(double value) =>
        TimeSpan.FromMilliseconds(Math.Clamp(value, 0, TimeSpan.FromDays(2).TotalMilliseconds));

    private static string? Body(JsonElement input) => input.Arg("body", 0).AsText();

    private static bool IsAuthorized(JsonElement input) => CommandGate.IsAuthorized(
        input.Flag("useAccessGroups") ?? false,
        [.. input.Get("authorizers")!.Value.EnumerateArray()
            .Select(each => new CommandAuthorizer(each.Flag("configured") ?? false, each.Flag("allowed") ?? false))],
        input.Text("modeWhenAccessGroupsOff") switch
        {
            "deny" => UngatedCommands.Deny,
            "configured" => UngatedCommands.Configured,
            _ => UngatedCommands.Allow,
        });

    private static JsonNode? Owners(JsonElement input)
    {
        var one = input.One();
        var context = one.Get("ctx");
        var channel = context.Text("Provider") ?? "";
        var isWhatsApp = channel == "whatsapp";
        var configured = (one.Get("config") ?? one.Get("cfg")).Get("channels").Get(channel).Texts("allowFrom") ?? [];
        string?[] forms = isWhatsApp
            ? [context.Text("SenderE164"), context.Id("SenderId"), context.Text("From")]
            : [context.Id("SenderId"), context.Text("SenderE164"), context.Text("From")];
        var owners = CommandOwners.Decide(
            isWhatsApp ? WhatsAppAllowlist.Normalize(configured) : [.. configured.Select(each => Entry(channel, each)).OfType<string>()],
            [.. forms.Where(form => !string.IsNullOrWhiteSpace(form)).Select(form => Entry(channel, form!)).OfType<string>()],
            one.Flag("commandAuthorized") ?? false,
            enforceOwners: isWhatsApp);
        return new JsonObject
        {
            ["providerId"] = channel,
            ["ownerList"] = owners.Owners.ToJson(),
            ["senderId"] = owners.SenderId,
            ["isAuthorizedSender"] = owners.IsAuthorized,
            ["from"] = context.Text("From"),
            ["to"] = context.Text("To"),
        };
    }

    private static string? Entry(string channel, string text) =>
        text.Trim() == "*" ? "*" : PairingAdapter.Of(channel).Normalize(text);

    private static JsonNode? Detect(JsonElement input)
    {
        var text = input.Text("text") ?? "";
        var bot = input.Text("botUsername");
        return new JsonObject
        {
            ["hasControlCommand"] = ChatCommands.IsCommand(text, bot),
            ["isControlCommandMessage"] = ChatCommands.IsControl(text, bot),
            ["hasInlineCommandTokens"] = ChatCommands.HasInlineTokens(text),
            ["normalized"] = ChatCommands.Normalize(text, bot),
            ["resolved"] = ChatCommands.Resolve(text) is { } found
                ? new JsonObject { ["key"] = found.Command.Key, ["args"] = found.Arguments }
                : null,
        };
    }

    private static JsonNode? Directive(LevelDirective directive, string level) => new JsonObject
    {
        ["cleaned"] = directive.Cleaned,
        [level] = directive.Level,
        ["rawLevel"] = directive.RawLevel,
        ["hasDirective"] = directive.IsPresent,
    };

    private static JsonNode? Switch(SessionSwitch command) =>
        new JsonObject { ["hasCommand"] = command.IsPresent, ["mode"] = command.Mode };
}
