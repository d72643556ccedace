using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>Pictures of which a part was sent, until the last one was or their silo asks no more. Nobody finds one but the session whose call read it.</summary>
/// <param name="time">The clock by which they are forgotten.</param>
internal sealed class KeptPictures(TimeProvider time)
{
    /// <summary>Pictures kept at once; the oldest goes first. Arbitrary: twice the calls that are made at once.</summary>
    private const int Most = 8;

    /// <summary>Of these, pictures of one tenant, so that it takes no other's place. Arbitrary.</summary>
    private const int MostOfTenant = 2;

    /// <summary>How long one is kept. Arbitrary: its parts are asked for one right after the other.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<Kept> _kept = [];

    /// <summary>Keeps the picture that a call read.</summary>
    public void Keep(ToolRunParams call, ReadOnlyMemory<byte> picture)
    {
        var kept = new Kept(Owner.Of(call.Context, call.CallId), picture);
        lock (_gate)
        {
            if (_kept.Count(other => other.Owner.Tenant == kept.Owner.Tenant) == MostOfTenant)
            {
                Drop(_kept.First(other => other.Owner.Tenant == kept.Owner.Tenant));
            }
            else if (_kept.Count == Most)
            {
                Drop(_kept[0]);
            }

            _kept.Add(kept);
            kept.Timer = time.CreateTimer(Forget, kept, Life, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The picture that an earlier call of the same session read; null when there is none any more.</summary>
    public ReadOnlyMemory<byte>? Find(ToolRunContext context, string callId)
    {
        var owner = Owner.Of(context, callId);
        lock (_gate)
        {
            return _kept.Find(kept => kept.Owner == owner)?.Picture;
        }
    }

    /// <summary>The last part of a picture was sent.</summary>
    public void Free(ToolRunContext context, string callId)
    {
        var owner = Owner.Of(context, callId);
        lock (_gate)
        {
            if (_kept.Find(kept => kept.Owner == owner) is { } sent)
            {
                Drop(sent);
            }
        }
    }

    private void Forget(object? kept)
    {
        lock (_gate)
        {
            Drop((Kept)kept!);
        }
    }

    private void Drop(Kept kept)
    {
        _kept.Remove(kept);
        kept.Timer?.Dispose();
    }

    private sealed record Owner(string Tenant, string AgentId, string SessionKey, string SandboxKey, string CallId)
    {
        public static Owner Of(ToolRunContext context, string callId) => new(context.Tenant, context.AgentId, context.SessionKey, context.SandboxKey, callId);
    }

    private sealed class Kept(Owner owner, ReadOnlyMemory<byte> picture)
    {
        public Owner Owner { get; } = owner;

        public ReadOnlyMemory<byte> Picture { get; } = picture;

        public ITimer? Timer { get; set; }
    }
}
