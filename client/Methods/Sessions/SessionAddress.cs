using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary>Turns the session key that a client sent into the one that is stored. Every method comes through here, once.</summary>
internal static class SessionAddress
{
    /// <summary>Longest key, in UTF-16 units. Arbitrary: far above what channels build, and keys are stored with every turn.</summary>
    public const int MaxLength = 512;

    /// <summary>What of the configuration decides about keys.</summary>
    public static SessionNaming NamingOf(ConfigDocument document) =>
        new(document.Agents.DefaultAgentId, document.Session.MainKey, document.Session.IsGlobal);

    /// <summary>The stored key, or why the text is none.</summary>
    public static GatewayResult<string> Read(ConfigDocument document, string? asSent)
    {
        string text = (asSent ?? "").Trim();
        if (text.Length == 0)
        {
            return GatewayError.Invalid("key required");
        }

        if (text.Length > MaxLength)
        {
            return GatewayError.Invalid($"session key too long ({text.Length} > {MaxLength} characters)");
        }

        return text.Any(char.IsControl)
            ? GatewayError.Invalid("session key must not have control characters")
            : NamingOf(document).StoredKey(text);
    }

    /// <summary>The session's grain.</summary>
    /// <param name="call">The request.</param>
    /// <param name="storedKey">The key as <see cref="Read"/> answered it.</param>
    public static ISessionGrain Grain(MethodCall call, string storedKey) =>
        call.Grain<ISessionGrain>(GrainKey.ForSession(call.Tenant, storedKey));
}
