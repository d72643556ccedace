using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether the key that seals all that is stored is a key at all, and not one from an example.</summary>
internal static class MasterKeyStrength
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.MasterKey is { IsWeak: true } key)
        {
            yield return AuditFinding.Critical(
                "state.master_key_weak", "What is stored is sealed by a key that can be guessed",
                $"{key.Source} is no base64 of {MasterKeyFacts.Bytes} random bytes: whoever has the database can read it",
                $"make one before the first start: {MasterKeyFacts.Variable}=$(openssl rand -base64 {MasterKeyFacts.Bytes}); a database that was made with this one cannot be read by another");
        }
        else if (subject.Start?.MasterKey is { } known)
        {
            yield return AuditFinding.Ok("state.master_key", $"what is stored is sealed by {known.Source}, which cannot be guessed");
        }
    }
}
