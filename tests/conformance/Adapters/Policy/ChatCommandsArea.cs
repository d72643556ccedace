using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Replies;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>commands: how commands are written and offered, what those with words of their own ask for, and what answers hide.</summary>
public sealed class ChatCommandsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("buildCommandText", input => ChatCommand.Text(input.Arg("commandName", 0).AsText() ?? "", input.Arg("args", 1).AsText())),
        new("serializeCommandArgs", input => Given(input.Arg("args", 1))?.TextFor(Command(input.Arg("command", 0)))),
        new("buildCommandTextFromArgs", input => Command(input.Arg("command", 0)).Text(Given(input.Arg("args", 1)))),
        new("resolveCommandArgMenu", Menu),
        new("listThinkingLevels", input => new JsonObject
        {
            ["levels"] = ThinkingOptions.For(input.Text("provider"), input.Text("model")).ToJson(),
            ["labels"] = ThinkingOptions.ChoicesFor(input.Text("provider"), input.Text("model")).ToJson(),
        }),
        new("parseConfigCommand", input => Setting(SettingCommand.Config(input.Arg("raw", 0).AsText()))),
        new("parseDebugCommand", input => Setting(SettingCommand.Debug(input.Arg("raw", 0).AsText()))),
        new("stripReasoningTagsFromText", input => input.Arg("text", 0).AsText() is { } text ? ReasoningTags.Strip(text) : null),
        new("extractModelDirective", Model),
        new("extractExecDirective", input => Exec(ExecDirective.Extract(input.Arg("body", 0).AsText()))),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Menu(JsonElement input)
    {
        var one = input.One();
        return Command(one.Get("command")).MissingChoice(Given(one.Get("args"))) is { } parameter
            ? new JsonObject
            {
                ["arg"] = JsonNode.Parse(one.Get("command").Get("args")!.Value.EnumerateArray().First(each => each.Text("name") == parameter.Name).GetRawText()),
                ["choices"] = new JsonArray([.. parameter.Choices.Select(choice => new JsonObject { ["value"] = choice, ["label"] = choice })]),
            }
            : null;
    }

    private static ChatCommand Command(JsonElement? command) => new(command.Text("key") ?? "", true, "/" + command.Text("key"))
    {
        OffersChoices = command.Text("argsMenu") == "auto" && command.Text("argsParsing") != "none",
        Parameters = command.Get("args") is { ValueKind: JsonValueKind.Array } parameters
            ? [.. parameters.EnumerateArray().Select(each => new CommandParameter(each.Text("name") ?? "", each.Text("description") ?? "")
            {
                Choices = each.Texts("choices") ?? [],
                TakesRest = each.Flag("captureRemaining") ?? false,
            })]
            : [],
    };

    private static CommandArguments? Given(JsonElement? arguments) => arguments is null
        ? null
        : new CommandArguments(
            arguments.Text("raw"),
            arguments.Get("values")?.EnumerateObject().ToDictionary(each => each.Name, each => CaseInput.AsId(each.Value) ?? each.Value.GetRawText(), StringComparer.Ordinal));

    private static JsonNode? Setting(SettingCommand? command) => command is null
        ? null
        : new JsonObject
        {
            ["action"] = command.Action switch
            {
                SettingAction.Set => "set",
                SettingAction.Unset => "unset",
                SettingAction.Reset => "reset",
                SettingAction.Error => "error",
                _ => "show",
            },
            ["path"] = command.Path,
            ["value"] = command.Value?.DeepClone(),
            ["message"] = command.Problem,
        };

    private static JsonNode? Model(JsonElement input)
    {
        var directive = ModelDirective.Extract(input.Arg("body", 0).AsText(), [.. input.Arg("options", 1).Texts("aliases") ?? []]);
        return new JsonObject
        {
            ["cleaned"] = directive.Cleaned,
            ["rawModel"] = directive.RawModel,
            ["rawProfile"] = directive.RawProfile,
            ["hasDirective"] = directive.IsPresent,
        };
    }

    private static JsonNode? Exec(ExecDirective directive) => directive.IsPresent
        ? new JsonObject
        {
            ["cleaned"] = directive.Cleaned,
            ["hasDirective"] = true,
            ["execHost"] = directive.Host,
            ["execSecurity"] = directive.Security,
            ["execAsk"] = directive.Ask,
            ["execNode"] = directive.Node,
            ["rawExecHost"] = directive.RawHost,
            ["rawExecSecurity"] = directive.RawSecurity,
            ["rawExecAsk"] = directive.RawAsk,
            ["rawExecNode"] = directive.RawNode,
            ["hasExecOptions"] = directive.HasOptions,
            ["invalidHost"] = directive is { RawHost: not null, Host: null },
            ["invalidSecurity"] = directive is { RawSecurity: not null, Security: null },
            ["invalidAsk"] = directive is { RawAsk: not null, Ask: null },
            ["invalidNode"] = directive is { RawNode: not null, Node: null },
        }
        : new JsonObject
        {
            ["cleaned"] = directive.Cleaned,
            ["hasDirective"] = false,
            ["hasExecOptions"] = false,
            ["invalidHost"] = false,
            ["invalidSecurity"] = false,
            ["invalidAsk"] = false,
            ["invalidNode"] = false,
        };
}
