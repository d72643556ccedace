using Moltbot.Gateway.Dispatch;
using Moltbot.Gateway.Methods.Channels;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Pairing;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Pairing;

namespace Moltbot.Gateway.Methods.Pairing;

/// <summary>Who wants to be let in on the tenant's channel accounts.</summary>
internal sealed class PairingModule(ITenantViews views) : IMethodModule
{
    /// <summary>Longest code that is looked at; codes have eight characters.</summary>
    private const int MaxCode = 32;

    /// <summary>Longest sender id that is looked at; far above what any channel has.</summary>
    private const int MaxSender = 256;

    public void Register(MethodTableBuilder methods) => methods
        .Serve(PairingMethods.List, List)
        .Serve(PairingMethods.Approve, Approve)
        .Serve(PairingMethods.Revoke, Revoke);

    private async ValueTask<GatewayResult<PairingListResult>> List(MethodCall call, PairingListParams wanted)
    {
        ConfigDocument document = await views.Configuration(call.Tenant);
        string? only = ChannelIds.Normalize(wanted.Channel);
        string? account = wanted.AccountId is null ? null : ConfigIds.Account(wanted.AccountId);
        if (only is not null && document.Channels.AccountIds(only).Count == 0)
        {
            return ChannelPlace.UnknownChannel(document, only);
        }

        var accounts = new List<PairingAccount>();
        foreach (string channel in document.Channels.Ids.Where(id => only is null || id == only))
        {
            foreach (string id in document.Channels.AccountIds(channel).Where(id => account is null || id == account))
            {
                PairingList list = await Grain(call, channel, id).List();
                accounts.Add(new PairingAccount
                {
                    Channel = channel,
                    AccountId = id,
                    Pending = [.. list.Pending.Select(Sender)],
                    Approved = list.Approved,
                });
            }
        }

        return new PairingListResult { Accounts = accounts };
    }

    private async ValueTask<GatewayResult<PairingApproveResult>> Approve(MethodCall call, PairingApproveParams wanted)
    {
        if (!ChannelPlace.Find(await views.Configuration(call.Tenant), wanted.Channel, wanted.AccountId).TryGet(out ChannelPlace? place, out GatewayError? unknown))
        {
            return unknown;
        }

        (string channel, string account) = place;

        string code = wanted.Code.Trim();
        if (code.Length is 0 or > MaxCode)
        {
            return GatewayError.InvalidParams(call.Method, $"at /code: must have 1 to {MaxCode} characters");
        }

        PairingApproval approval = await Grain(call, channel, account).Approve(code);
        if (approval.Request is not { } sender)
        {
            return approval.RetryAfterMs > 0
                ? GatewayError.Invalid("too many wrong codes; try again later") with { Retryable = true, RetryAfterMs = approval.RetryAfterMs }
                : GatewayError.Invalid($"no pending request with this code on {channel} ({account})");
        }

        return new PairingApproveResult { Ok = true, Channel = channel, AccountId = account, SenderId = sender.SenderId, Name = sender.Name };
    }

    private async ValueTask<GatewayResult<PairingRevokeResult>> Revoke(MethodCall call, PairingRevokeParams wanted)
    {
        if (!ChannelPlace.Find(await views.Configuration(call.Tenant), wanted.Channel, wanted.AccountId).TryGet(out ChannelPlace? place, out GatewayError? unknown))
        {
            return unknown;
        }

        (string channel, string account) = place;

        string sender = wanted.SenderId.Trim();
        if (sender.Length is 0 or > MaxSender)
        {
            return GatewayError.InvalidParams(call.Method, $"at /senderId: must have 1 to {MaxSender} characters");
        }

        return await Grain(call, channel, account).Revoke(sender)
            ? new PairingRevokeResult { Ok = true, Channel = channel, AccountId = account, SenderId = sender }
            : GatewayError.Invalid($"pairing has not let this sender in on {channel} ({account}); moltbot.pairing.list shows whom it has");
    }

    private static IPairingGrain Grain(MethodCall call, string channel, string account) =>
        call.Grain<IPairingGrain>(GrainKey.ForAccount(call.Tenant, channel, account));

    private static PairingSender Sender(PairingRequest request) => new()
    {
        SenderId = request.SenderId,
        Code = request.Code,
        CreatedAt = request.CreatedAt,
        LastSeenAt = request.LastSeenAt,
        Name = request.Name,
        Username = request.Username,
    };
}
