using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    private long _leaseRenewedAt;

    public async Task<ConnectionLease> AcquireLease(string gatewayId)
    {
        if (row.State.LoggedOut && row.State.LoggedOutConfiguration == await ConfigurationHash())
        {
            return new ConnectionLease { Granted = false, LoggedOut = true };
        }

        bool expired = Time.GetElapsedTime(_leaseRenewedAt) > ConnectionLease.Life;
        if (row.State.Holder is { } holder && holder != gatewayId && !expired && !GatewayIds.IsRestart(holder, gatewayId))
        {
            return new ConnectionLease { Granted = false, Holder = holder };
        }

        if (row.State.Holder != gatewayId || row.State.Fence == 0 || expired)
        {
            row.State.Fence++;
            row.State.Holder = gatewayId;
            row.State.LoggedOut = false;
            await row.WriteStateAsync();
            _claimed = null;
            IReadOnlyList<OutboxMessage> unknown = await outbox.RecoverAsync(_account, row.State.Fence, Time.GetUtcNow());
            foreach (OutboxMessage message in unknown)
            {
                await TellOutcome(message, OutboundOutcome.Unknown, null);
            }

            _status = _status with { LastStartAt = Now };
        }

        _leaseRenewedAt = Time.GetTimestamp();
        return new ConnectionLease { Granted = true, Fence = row.State.Fence, Cursor = _cursor };
    }

    public async Task ReleaseLease(string gatewayId, long fence)
    {
        if (row.State.Holder == gatewayId && row.State.Fence == fence)
        {
            row.State.Holder = null;
            await row.WriteStateAsync();
            _status = _status with { LastStopAt = Now, Connection = _status.Connection is { } known ? known with { Running = false, Connected = false } : null };
        }
    }

    public Task ReportConnection(long fence, ConnectionReport report)
    {
        if (fence == row.State.Fence)
        {
            bool connected = report.Connected && _status.Connection?.Connected != true;
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
        await row.WriteStateAsync();
        await TellWork();
        return ran;
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
        string text = section.Exists ? section.Element.GetRawText() : "";
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
