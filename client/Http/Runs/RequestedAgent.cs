using Microsoft.AspNetCore.Http;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Gateway.Http.Runs;

/// <summary>Which agent and which session an OpenAI-like request means (protocol §8).</summary>
internal static class RequestedAgent
{
    private static readonly string[] ModelPrefixes = ["openclaw:", "openclaw/", "agent:", "moltbot:", "moltbot/"];

    /// <summary>Named by a header, else by the model; the default agent otherwise.</summary>
    public static string IdOf(IHeaderDictionary headers, string? model, ConfigDocument document)
    {
        foreach (string header in (ReadOnlySpan<string>)["x-openclaw-agent-id", "x-openclaw-agent"])
        {
            if (headers[header].ToString().Trim() is { Length: > 0 } named)
            {
                return IdNormalization.AgentId(named);
            }
        }

        string name = (model ?? "").Trim();
        foreach (string prefix in ModelPrefixes)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return IdNormalization.AgentId(name[prefix.Length..]);
            }
        }

        return document.Agents.DefaultAgentId;
    }

    /// <summary>The header's session, else the user's, else a new one.</summary>
    public static string SessionKeyOf(IHeaderDictionary headers, string agentId, string? user, string prefix)
    {
        if (headers["x-openclaw-session-key"].ToString().Trim() is { Length: > 0 } key)
        {
            return key;
        }

        string person = (user ?? "").Trim().ToLowerInvariant();
        return person.Length > 0 ? $"agent:{agentId}:{prefix}-user:{person}" : $"agent:{agentId}:{prefix}:{Guid.NewGuid()}";
    }
}
