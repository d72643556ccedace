namespace Moltbot.Policy.Hooks;

/// <summary>The sessions that hooks may name: those of a kind of their own, apart from every person's.</summary>
public static class HookSessions
{
    /// <summary>What the key of such a session begins with, before the agent is put in front.</summary>
    public const string Prefix = "hook:";

    private const string MailPrefix = "hook:gmail:";

    /// <summary>Whether a key as a caller writes it names one of them.</summary>
    public static bool IsOne(string sessionKey) =>
        sessionKey.StartsWith(Prefix, StringComparison.Ordinal) && sessionKey.Length > Prefix.Length;

    /// <summary>What is told in such a session.</summary>
    public static ExternalSource SourceOf(string sessionKey) =>
        sessionKey.StartsWith(MailPrefix, StringComparison.Ordinal) ? ExternalSource.Email : ExternalSource.Webhook;
}
