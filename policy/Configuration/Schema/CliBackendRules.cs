using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary>Command-line programs used as models.</summary>
internal static class CliBackendRules
{
    public static ShapeRule CliBackend { get; } = Shape(
        HostProgram("command") with { IsRequired = true },
        Key("args", Texts),
        Key("output", OneOf("json", "text", "jsonl")),
        Key("resumeOutput", OneOf("json", "text", "jsonl")),
        Key("input", OneOf("arg", "stdin")),
        Key("maxPromptArgChars", Positive),
        Key("env", TextMap),
        Key("clearEnv", Texts),
        Key("modelArg", Text),
        Key("modelAliases", TextMap),
        Key("sessionArg", Text),
        Key("sessionArgs", Texts),
        Key("resumeArgs", Texts),
        Key("sessionMode", OneOf("always", "existing", "none")),
        Key("sessionIdFields", Texts),
        Key("systemPromptArg", Text),
        Key("systemPromptMode", OneOf("append", "replace")),
        Key("systemPromptWhen", OneOf("first", "always", "never")),
        Key("imageArg", Text),
        Key("imageMode", OneOf("repeat", "list")),
        Key("serialize", Flag));
}
