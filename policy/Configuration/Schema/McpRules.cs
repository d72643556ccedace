using Moltbot.Policy.Configuration.Schema.Checks;
using Moltbot.Policy.Configuration.Schema.Rules;
using Moltbot.Policy.Tools.Mcp;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>mcp</c>: servers of tools. The original has none.</summary>
internal static class McpRules
{
    public static ShapeRule Server { get; } = Shape(
        Key("enabled", Flag),
        Key("command", new TextRule { MinLength = 1, MaxLength = 1024, Form = McpServerForms.Program }),
        Key("args", ListOf(new TextRule { MaxLength = 4096, Form = McpServerForms.Word })),
        Key("env", new MapRule(new TextRule { MaxLength = 8192, Form = McpServerForms.Word }) { AcceptsKey = McpServerForms.IsVariable, KeyForm = McpServerForms.VariableForm }),
        Key("url", new TextRule { Form = McpServerForms.Address, Pattern = "^https?://" }),
        Key("headers", new MapRule(new TextRule { MaxLength = 8192, Form = McpServerForms.HeaderValue }) { AcceptsKey = McpServerForms.IsHeader, KeyForm = McpServerForms.HeaderForm }),
        Key("timeoutMs", Between(McpServers.LeastTimeoutMs, McpServers.MostTimeoutMs))).Checked(McpServerForms.Check);

    public static ShapeRule Mcp { get; } = Shape(
        Key("servers", new MapRule(Server) { AcceptsKey = McpNames.IsServer, KeyForm = McpNames.ServerForm })).Checked(McpServerForms.CheckCount);
}
