using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Storage.Outbox;
using Orleans.Storage;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    private long _leaseRenewedAt;

    /// <summary>The place in the platform's stream that is stored.</summary>
    private string? _keptCursor;

    /// <summary>The fence that this activation has recovered the outbox for; 0 for none yet.</summary>
    private long _recoveredFence;

    public async Task<ConnectionLease> AcquireLease(string gatewayId, long heldFence)
    {
        if (row.State.LoggedOut && row.State.LoggedOutConfiguration == await ConfigurationHash())
        {
            return new ConnectionLease { Granted = false, LoggedOut = true };
        }

        bool expired = Time.GetElapsedTime(_leaseRenewedAt) > ConnectionLease.Life;
        bool isHolder = row.State.Holder == gatewayId;
        bool granted = heldFence == 0
            ? row.State.Holder is not { } holder || isHolder || expired || GatewayIds.IsRestart(holder, gatewayId)
            : isHolder && heldFence == row.State.Fence && !expired;
        if (!granted)
        {
            return new ConnectionLease { Granted = false, Holder = row.State.Holder };
        }

        if (heldFence == 0)
        {
            await BeginLease(gatewayId);
        }
        else if (!await KeepCursor())
        {
            return new ConnectionLease { Granted = false };
        }

        await Recover();
        _leaseRenewedAt = Time.GetTimestamp();
        return new ConnectionLease { Granted = true, Fence = row.State.Fence, Cursor = row.State.Cursor };
    }

    /// <summary>Makes a gateway the holder, under a fence that nobody had before: what its last lease left behind is not this one's.</summary>
    private async Task BeginLease(string gatewayId)
    {
        row.State.Fence++;
        row.State.Holder = gatewayId;
        row.State.LoggedOut = false;
        await Save();
        _claimed = null;
        _status = _status with { LastStartAt = Now };
    }

    /// <summary>Gives up what is in flight under older fences, before anything is sent under this one. Until that is done once, each attempt does it.</summary>
    private async Task Recover()
    {
        if (_recoveredFence == row.State.Fence)
        {
            return;
        }

        IReadOnlyList<OutboxMessage> unknown = await outbox.RecoverAsync(_account, row.State.Fence, Time.GetUtcNow());
        _recoveredFence = row.State.Fence;
        foreach (OutboxMessage message in unknown)
        {
            Tell(message, OutboundOutcome.Unknown, null);
        }
    }

    public async Task ReleaseLease(string gatewayId, long fence)
    {
        if (row.State.Holder == gatewayId && row.State.Fence == fence)
        {
            row.State.Holder = null;
            await Save();
            _status = _status with { LastStopAt = Now, Connection = _status.Connection is { } known ? known with { Running = false, Connected = false } : null };
        }
    }

    public Task ReportConnection(long fence, ConnectionReport report)
    {
        if (fence == row.State.Fence)
        {
            bool connected = report.Connected && _status.Connection?.Connected != true;
            row.State.Cursor = report.Cursor ?? row.State.Cursor;
            _status = _status with { Connection = report, LastConnectedAt = connected ? Now : _status.LastConnectedAt };
        }

        return Task.CompletedTask;
    }

    public async Task<bool> Logout()
    {
        bool ran = row.State.Holder is not null;
        await Peer<IAuditGrain>().Append([Auditing.Entry(Now, Principal, "channel.logout", $"{_account.Channel}/{_account.Account}")]);
        row.State.LoggedOut = true;
        row.State.LoggedOutConfiguration = await ConfigurationHash();
        row.State.Holder = null;
        row.State.Fence++;
        await Save();
        await TellWork();
        return ran;
    }

    /// <summary>
    /// Stores where the platform's stream stands, once for each renewal in which it moved. A convenience, which must not cost the lease:
    /// who goes on from an older place gets again what is known.
    /// </summary>
    /// <returns>False when somebody else has written the row: then it is not known here who holds the connection.</returns>
    private async Task<bool> KeepCursor()
    {
        if (row.State.Cursor == _keptCursor)
        {
            return true;
        }

        try
        {
            await row.WriteStateAsync();
            _keptCursor = row.State.Cursor;
        }
        catch (InconsistentStateException)
        {
            DeactivateOnIdle();
            return false;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            LogCursorNotKept(problem);
        }

        return true;
    }

    private async Task Save()
    {
        await Save(row);
        _keptCursor = row.State.Cursor;
    }

    private void CheckFence(long fence)
    {
        if (fence != row.State.Fence || row.State.Holder is null)
        {
            throw new LeaseLostException();
        }
    }

    private async Task<string> ConfigurationHash()
    {
        var section = (await configurations.Get(Tenant)).Document.Channels.Account(_account.Channel, _account.Account);
        return ConfigHash.Of(section.Exists ? section.Element.GetRawText() : null);
    }
}
