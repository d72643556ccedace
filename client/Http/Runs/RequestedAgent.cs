using Microsoft.AspNetCore.Http;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Requests;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Which agent and which session an OpenAI-like request means (protocol §8).</summary>
internal static class RequestedAgent
{
    /// <summary>Named by a header, else by the model; the default agent otherwise.</summary>
    public static GatewayResult<string> IdOf(IHeaderDictionary headers, string? model, ConfigDocument document)
    {
        string named = headers["x-openclaw-agent-id"].ToString();
        string agent = HttpAgentRequest.AgentIdOf(
            string.IsNullOrWhiteSpace(named) ? headers["x-openclaw-agent"].ToString() : named, model, document.Agents.DefaultAgentId);
        return Known(agent, document);
    }

    /// <summary>The agent where the configuration has it, else an error that names those that it has.</summary>
    public static GatewayResult<string> Known(string agent, ConfigDocument document) => document.Agents.Ids.Contains(agent, StringComparer.Ordinal)
        ? agent
        : GatewayError.Invalid($"unknown agent id \"{agent}\" (known: {string.Join(", ", document.Agents.Ids)})");

    /// <summary>The header's session, else the user's, else a new one.</summary>
    public static string SessionKeyOf(IHeaderDictionary headers, string agentId, string? user, string prefix) =>
        HttpAgentRequest.SessionKeyOf(headers["x-openclaw-session-key"].ToString(), agentId, user, prefix, Guid.NewGuid().ToString());
}
