namespace Moltbot.Policy.Access.Groups;

/// <summary>Values kept per sender, as in <c>toolsBySender</c>. Keys compare without a leading <c>@</c> and without case.</summary>
public static class SenderKeyed
{
    /// <summary>The value for a sender: by id, then number, user name, name, else that of <c>*</c>; among equal keys the first.</summary>
    public static T? Find<T>(IEnumerable<KeyValuePair<string, T>>? values, SenderIdentity sender)
        where T : class
    {
        var list = (values ?? []).ToList();
        foreach (var candidate in (ReadOnlySpan<string?>)[sender.Id, sender.Phone, sender.Username, sender.Name])
        {
            var wanted = Key(candidate);
            if (wanted.Length == 0)
            {
                continue;
            }

            foreach (var (key, value) in list)
            {
                if (key.Trim() != "*" && Key(key) == wanted)
                {
                    return value;
                }
            }
        }

        return list.Find(pair => pair.Key.Trim() == "*").Value;
    }

    private static string Key(string? text)
    {
        var lowered = (text ?? "").Trim().ToLowerInvariant();
        return lowered.StartsWith('@') ? lowered[1..] : lowered;
    }
}
