using System.Text.Json;
using Moltbot.Gateway.Http.Runs;
using Moltbot.Gateway.Methods.Sessions;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Tools;

/// <summary>
/// Reads a body of <c>/tools/invoke</c>. <c>action</c> is one for tools that have actions, and none that is offered here does; so it says nothing.
/// </summary>
internal static class ToolsRequest
{
    /// <summary>Longest name of a tool, UTF-16 units. Arbitrary: far above those that there are.</summary>
    private const int MaxName = 128;

    public static GatewayResult<ToolInvocation> Read(JsonElement body, ConfigDocument document)
    {
        string? tool = RequestJson.Text(body, "tool"u8)?.Trim();
        if (string.IsNullOrEmpty(tool))
        {
            return GatewayError.Invalid("tools.invoke requires body.tool");
        }

        if (tool.Length > MaxName || tool.Any(char.IsControl))
        {
            return GatewayError.Invalid($"body.tool: at most {MaxName} characters, none of them a control character");
        }

        if (body.TryGetProperty("dryRun"u8, out JsonElement dry) && dry.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
        {
            // Who asks for a rehearsal must not have the thing done.
            return GatewayError.Invalid("body.dryRun is not offered; moltbot.policy.explain says what would be decided");
        }

        bool hasArguments = body.TryGetProperty("args"u8, out JsonElement arguments) && arguments.ValueKind != JsonValueKind.Null;
        if (hasArguments && arguments.ValueKind != JsonValueKind.Object)
        {
            return GatewayError.Invalid("body.args must be an object");
        }

        string? named = RequestJson.Text(body, "sessionKey"u8);
        if (!SessionAddress.Read(document, string.IsNullOrWhiteSpace(named) ? SessionKeys.DefaultMainKey : named).TryGet(out string? key, out GatewayError? bad))
        {
            return bad;
        }

        return RequestedAgent.Known(SessionKeys.AgentIdOf(key), document).TryGet(out _, out bad)
            ? new ToolInvocation { SessionKey = key, Tool = tool, ArgumentsJson = hasArguments ? arguments.GetRawText() : "{}" }
            : bad;
    }
}
