using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Tools.Patterns;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>tools</c>, for everybody and for one agent.</summary>
internal static class ToolsRules
{
    /// <summary>Names and patterns; one that could not be read would have to refuse everything.</summary>
    public static Rule Entries { get; } = ListOf(new TextRule
    {
        Form = (static entry => ToolEntry.ProblemOf(entry) is null,
            $"stands for more than {BraceExpansion.MaxTexts} patterns, nests braces too deep or is longer than {ToolEntry.MaxLength} characters"),
    });

    public static Rule Profile { get; } = OneOf("minimal", "coding", "messaging", "full");

    public static ShapeRule Policy { get; } = Shape(
        Key("allow", Entries),
        Key("alsoAllow", Entries),
        Key("deny", Entries)).Checked(ToolScope.Check("tools policy"));

    /// <summary>The name of a profile, or lists of its own.</summary>
    public static Rule ProfileOrPolicy { get; } = new OursRule(Profile, Policy, static value => value is JsonObject);

    public static Rule PolicyBySender { get; } = MapOf(Policy);

    public static ShapeRule PolicyWithProfile { get; } = Shape(
        Key("allow", Entries),
        Key("alsoAllow", Entries),
        Key("deny", Entries),
        Key("profile", Profile)).Checked(ToolScope.Check("tools.byProvider policy"));

    public static Rule ElevatedAllowFrom { get; } = MapOf(Ids);

    public static ShapeRule Web { get; } = Shape(
        Key("search", Shape(
            Key("enabled", Flag),
            Key("provider", OneOf("brave", "perplexity")),
            Secret("apiKey"),
            Key("maxResults", Positive),
            Key("timeoutSeconds", Positive),
            Key("cacheTtlMinutes", new NumberRule { AtLeast = 0 }),
            Key("perplexity", Shape(
                Secret("apiKey"),
                Key("baseUrl", Text),
                Key("model", Text))))),
        Key("fetch", Shape(
            Key("enabled", Flag),
            Key("maxChars", Positive),
            Key("timeoutSeconds", Positive),
            Key("cacheTtlMinutes", new NumberRule { AtLeast = 0 }),
            Key("maxRedirects", Count),
            Key("userAgent", Text))));

    public static ShapeRule Exec { get; } = Shape(
        Key("host", OneOf("sandbox", "gateway", "node")),
        Key("security", OneOf("deny", "allowlist", "full")),
        Key("ask", OneOf("off", "on-miss", "always")),
        Ours("approvalMode", OneOf("always", "per-session", "once")),
        Key("node", Text),
        HostPath("pathPrepend", Texts),
        Key("safeBins", Texts),
        Key("backgroundMs", Positive),
        Key("timeoutSec", Positive),
        Key("cleanupMs", Positive),
        Key("notifyOnExit", Flag),
        Key("applyPatch", Shape(Key("enabled", Flag), Key("allowModels", Texts))));

    public static ShapeRule AgentExec { get; } = Exec.With(Key("approvalRunningNoticeMs", Count));

    public static ShapeRule AgentTools { get; } = Shape(
        Key("profile", ProfileOrPolicy),
        Ours("groups", MapOf(Policy)),
        Key("allow", Entries),
        Key("alsoAllow", Entries),
        Key("deny", Entries),
        Key("byProvider", MapOf(PolicyWithProfile)),
        Key("elevated", Shape(Key("enabled", Flag), Key("allowFrom", ElevatedAllowFrom))),
        Key("exec", AgentExec),
        Key("sandbox", Shape(Key("tools", Policy)))).Checked(ToolScope.Check("agent tools"));

    public static ShapeRule Tools { get; } = Shape(
        Key("profile", ProfileOrPolicy),
        Ours("groups", MapOf(Policy)),
        Key("allow", Entries),
        Key("alsoAllow", Entries),
        Key("deny", Entries),
        Key("byProvider", MapOf(PolicyWithProfile)),
        Key("web", Web),
        Key("media", MediaRules.Media),
        Key("links", MediaRules.Links),
        Key("message", Shape(
            Key("allowCrossContextSend", Flag),
            Key("crossContext", Shape(
                Key("allowWithinProvider", Flag),
                Key("allowAcrossProviders", Flag),
                Key("marker", Shape(
                    Key("enabled", Flag),
                    Key("prefix", Text),
                    Key("suffix", Text))))),
            Key("broadcast", Shape(Key("enabled", Flag))))),
        Key("agentToAgent", Shape(Key("enabled", Flag), Key("allow", Texts))),
        Key("elevated", Shape(Key("enabled", Flag), Key("allowFrom", ElevatedAllowFrom))),
        Key("exec", Exec),
        Key("subagents", Shape(Key("tools", Policy))),
        Key("sandbox", Shape(Key("tools", Policy)))).Checked(ToolScope.Check("tools"));
}
