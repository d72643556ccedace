using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>The canonical key for one that a node wrote.</summary>
internal static class SessionKeysOf
{
    public static string Stored(ConfigDocument document, string key) =>
        document.Session.IsGlobal && key is SessionKeys.DefaultMainKey or SessionKeys.Global
            ? SessionKeys.Global
            : SessionKeys.ToStored(document.Agents.DefaultAgentId, key, document.Session.MainKey);
}
