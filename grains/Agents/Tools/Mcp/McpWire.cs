using Microsoft.Extensions.AI;
using Moltbot.Policy.Tools.Mcp;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools.Mcp;

/// <summary>Servers of tools and their tools, as runners and models are told of them.</summary>
internal static class McpWire
{
    /// <summary>A server, as its runner is told of it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="tool">The server's name of the tool that is called; null where it is asked what it has.</param>
    public static ToolMcpServer ForRunner(this McpServer server, string? tool = null) => new()
    {
        Name = server.Name,
        Command = server.Command,
        Args = server.Args.Count == 0 ? null : server.Args,
        Env = server.Env.Count == 0 ? null : server.Env,
        Url = server.Url,
        Headers = server.Headers.Count == 0 ? null : server.Headers,
        Tool = tool,
    };

    /// <summary>What a model is told of a tool.</summary>
    public static AITool Declaration(this McpTool tool) => AIFunctionFactory.CreateDeclaration(tool.Name, tool.Description, tool.Schema);
}
