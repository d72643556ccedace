namespace Moltbot.Policy.Access.Pairing;

/// <summary>The strangers of one channel account who wait for approval. Immutable; the caller keeps the latest one.</summary>
/// <param name="Requests">All requests, oldest first; some may have expired.</param>
/// <param name="FailedAttempts">When wrong codes were tried.</param>
public sealed record PairingBook(IReadOnlyList<PairingRequest> Requests, IReadOnlyList<DateTimeOffset> FailedAttempts)
{
    /// <summary>How long a code is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>
    /// At most <see cref="MaxFresh"/> strangers get a code within this time. In the original three strangers hold all places
    /// for an hour; here places come free every few minutes, and nobody who has a code loses it.
    /// </summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    public const int MaxFresh = 3;

    /// <summary>Wrong codes within <see cref="Lifetime"/> after which no code is looked at.</summary>
    public const int MaxFailedAttempts = 10;

    public static readonly PairingBook Empty = new([], []);

    /// <summary>The requests still good at a time.</summary>
    public IReadOnlyList<PairingRequest> Pending(DateTimeOffset now) =>
        [.. Requests.Where(each => now - each.CreatedAt < Lifetime)];

    /// <summary>Takes in a stranger's message.</summary>
    /// <param name="senderId">The platform's id.</param>
    /// <param name="meta">What the platform says about them; blank values are left out.</param>
    /// <param name="now">The time.</param>
    /// <param name="fillRandom">Fills bytes with cryptographic randomness.</param>
    public PairingOffer Offer(
        string senderId, IReadOnlyDictionary<string, string?>? meta, DateTimeOffset now, Action<byte[]> fillRandom)
    {
        var id = senderId.Trim();
        var pending = Pending(now).ToList();
        var known = pending.FindIndex(each => each.SenderId == id);
        if (known >= 0)
        {
            var kept = Meta(meta);
            pending[known] = pending[known] with { LastSeenAt = now, Meta = kept.Count > 0 ? kept : pending[known].Meta };
            return new PairingOffer(this with { Requests = pending }, pending[known].Code, IsNew: false);
        }

        if (id.Length == 0 || pending.Count(each => now - each.CreatedAt < FreshFor) >= MaxFresh)
        {
            return new PairingOffer(this with { Requests = pending }, null, IsNew: false);
        }

        var code = PairingCode.Create([.. pending.Select(each => each.Code)], fillRandom);
        pending.Add(new PairingRequest(id, code, now, now, Meta(meta)));
        return new PairingOffer(this with { Requests = pending }, code, IsNew: true);
    }

    /// <summary>Tries a code. It works once; wrong ones are counted.</summary>
    public PairingApproval Approve(string? typedCode, DateTimeOffset now)
    {
        var failed = FailedAttempts.Where(at => now - at < Lifetime).ToList();
        if (failed.Count >= MaxFailedAttempts)
        {
            return new PairingApproval(this with { FailedAttempts = failed }, null, IsLocked: true);
        }

        var code = PairingCode.Normalize(typedCode);
        var pending = Pending(now).ToList();
        var found = pending.Find(each => Devices.SecretComparison.AreEqual(code, each.Code));
        if (found is null)
        {
            failed.Add(now);
            return new PairingApproval(new PairingBook(pending, failed), null, IsLocked: false);
        }

        pending.Remove(found);
        return new PairingApproval(new PairingBook(pending, failed), found, IsLocked: false);
    }

    private static Dictionary<string, string> Meta(IReadOnlyDictionary<string, string?>? meta) =>
        (meta ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .ToDictionary(pair => pair.Key, pair => pair.Value!.Trim(), StringComparer.Ordinal);
}
