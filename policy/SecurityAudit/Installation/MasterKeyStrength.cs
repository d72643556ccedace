namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Whether the key that seals all that is stored is a key at all, and not one from an example.</summary>
internal static class MasterKeyStrength
{
    private const string Variable = "MOLTBOT_MASTER_KEY";
    private const int Bytes = 32;
    private const int FewestDifferent = 12;

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        if (subject.Environment(Variable) is { Length: > 0 } text && !IsKey(text.Trim()))
        {
            yield return AuditFinding.Critical(
                "state.master_key_weak", "What is stored is sealed by a key that can be guessed",
                $"{Variable} is no base64 of {Bytes} random bytes: whoever has the database can read it",
                $"make one before the first start: {Variable}=$(openssl rand -base64 {Bytes}); a database that was made with this one cannot be read by another");
        }
    }

    private static bool IsKey(string text)
    {
        Span<byte> key = stackalloc byte[Bytes];
        if (!Convert.TryFromBase64String(text, key, out var written) || written != Bytes)
        {
            return false;
        }

        // Of 32 random bytes all but a few differ; letters of a sentence come again and again.
        var different = new HashSet<byte>();
        var letters = 0;
        foreach (var each in key)
        {
            different.Add(each);
            letters += each is >= 0x20 and < 0x7f ? 1 : 0;
        }

        return different.Count >= FewestDifferent && letters < Bytes;
    }
}
