using System.Security.Cryptography;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.Policy.Access.Pairing;
using PairingApproval = Moltbot.GrainInterfaces.Pairing.PairingApproval;
using PairingRequest = Moltbot.GrainInterfaces.Pairing.PairingRequest;

namespace Moltbot.Grains.Pairing;

/// <summary>Applies <c>policy/Access/Pairing</c> to one account's row. Codes are short-lived and single-use; expiry is judged when read.</summary>
internal sealed class PairingGrain(
    [PersistentState("pairing", TenantGrain.Store)] IPersistentState<PairingState> row,
    TimeProvider time) : TenantGrain(time), IPairingGrain
{
    private string Channel => Key.Rest.Split('/')[0];

    public async Task<string?> Request(string senderId, string? name, string? username, string updateId)
    {
        var meta = new Dictionary<string, string?>(StringComparer.Ordinal) { ["name"] = name, ["username"] = username, ["update"] = updateId };
        PairingOffer offer = Book().Offer(senderId, meta, Time.GetUtcNow(), static bytes => RandomNumberGenerator.Fill(bytes));
        if (offer.Code is null)
        {
            return null;
        }

        // A known stranger's last-seen time is no reason to write: only a new request is.
        if (offer.IsNew)
        {
            Keep(offer.Book);
            await Save();
        }

        bool sameUpdate = row.State.Pending.Find(request => request.SenderId == senderId.Trim())?.AskedBy == updateId;
        return offer.IsNew || sameUpdate ? offer.Code : null;
    }

    public Task<bool> IsApproved(string senderId) => Task.FromResult(Senders().Contains(senderId));

    public Task<PairingList> List() => Task.FromResult(new PairingList([.. Book().Pending(Time.GetUtcNow()).Select(ToMessage)], row.State.Approved));

    public async Task<PairingApproval> Approve(string code)
    {
        var approval = Book().Approve(code, Time.GetUtcNow());
        if (approval.Request is not { } request)
        {
            Keep(approval.Book);
            await Save();
            return new PairingApproval(null, approval.IsLocked ? LockedFor() : 0);
        }

        await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "pairing.approve", $"{Key.Rest}/{request.SenderId}")]);
        Keep(approval.Book);
        row.State.Approved = [.. Senders().Add(request.SenderId).Entries];
        await Save();
        return new PairingApproval(ToMessage(request));
    }

    public async Task<bool> Revoke(string senderId)
    {
        ApprovedSenders senders = Senders();
        ApprovedSenders left = senders.Remove(senderId);
        if (left.Entries.Count == senders.Entries.Count)
        {
            return false;
        }

        await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "pairing.revoke", $"{Key.Rest}/{senderId}")]);
        row.State.Approved = [.. left.Entries];
        await Save();
        return true;
    }

    private Task Save() => Save(row);

    private long LockedFor() => row.State.FailedAttempts.Count == 0
        ? 0
        : Math.Max(1, row.State.FailedAttempts.Min() + (long)PairingBook.Lifetime.TotalMilliseconds - Now);

    private ApprovedSenders Senders() => new(Channel, row.State.Approved);

    private PairingBook Book() => new(
        [.. row.State.Pending.Select(ToPolicy)],
        [.. row.State.FailedAttempts.Select(DateTimeOffset.FromUnixTimeMilliseconds)]);

    private void Keep(PairingBook book)
    {
        row.State.Pending = [.. book.Requests.Select(ToMessage)];
        row.State.FailedAttempts = [.. book.FailedAttempts.Select(static at => at.ToUnixTimeMilliseconds())];
    }

    private static Moltbot.Policy.Access.Pairing.PairingRequest ToPolicy(PairingRequest request)
    {
        var meta = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Name is { } name)
        {
            meta["name"] = name;
        }

        if (request.Username is { } username)
        {
            meta["username"] = username;
        }

        if (request.AskedBy is { } update)
        {
            meta["update"] = update;
        }

        return new(
            request.SenderId,
            request.Code,
            DateTimeOffset.FromUnixTimeMilliseconds(request.CreatedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(request.LastSeenAt),
            meta);
    }

    private static PairingRequest ToMessage(Moltbot.Policy.Access.Pairing.PairingRequest request) => new()
    {
        SenderId = request.SenderId,
        Code = request.Code,
        CreatedAt = request.CreatedAt.ToUnixTimeMilliseconds(),
        LastSeenAt = request.LastSeenAt.ToUnixTimeMilliseconds(),
        Name = request.Meta.GetValueOrDefault("name"),
        Username = request.Meta.GetValueOrDefault("username"),
        AskedBy = request.Meta.GetValueOrDefault("update"),
    };
}
