namespace Moltbot.Policy.Access.Pairing;

/// <summary>The senders approved by code on one channel account. They count for direct messages only, never in groups.</summary>
/// <param name="Channel">The channel id.</param>
/// <param name="Entries">The ids as kept.</param>
public sealed record ApprovedSenders(string Channel, IReadOnlyList<string> Entries)
{
    /// <summary>With the sender added; the same book when nothing changes.</summary>
    public ApprovedSenders Add(string entry) =>
        PairingAdapter.Of(Channel).Normalize(entry) is { } id && !Entries.Contains(id, StringComparer.Ordinal)
            ? this with { Entries = [.. Entries, id] }
            : this;

    /// <summary>Without the sender; the same book when nothing changes.</summary>
    public ApprovedSenders Remove(string entry) =>
        PairingAdapter.Of(Channel).Normalize(entry) is { } id && Entries.Contains(id, StringComparer.Ordinal)
            ? this with { Entries = [.. Entries.Where(each => each != id)] }
            : this;

    /// <summary>Whether the sender was approved; ids compare exactly, a blank one never matches.</summary>
    public bool Contains(string? senderId) =>
        senderId is not null && PairingAdapter.Of(Channel).Normalize(senderId) is { } id && Entries.Contains(id, StringComparer.Ordinal);
}
