using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Setup;

namespace Moltbot.Gateway.Methods.Devices;

/// <summary>Codes by which a device is paired without an operator who watches.</summary>
internal sealed class SetupModule(TimeProvider time) : IMethodModule
{
    private static readonly TimeSpan DefaultLife = TimeSpan.FromMinutes(10);

    public void Register(MethodTableBuilder methods) => methods
        .Serve(SetupMethods.Create, Create)
        .Serve(SetupMethods.Revoke, Revoke);

    private async ValueTask<GatewayResult<SetupCreateResult>> Create(MethodCall call, SetupCreateParams wanted)
    {
        string code = SetupCode.New(call.Tenant), id = SetupCode.IdOf(code);
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long life = wanted.ExpiresInMs ?? (long)DefaultLife.TotalMilliseconds;
        var offer = new SetupOffer(wanted.Role, wanted.Scopes ?? [], life > long.MaxValue - now ? long.MaxValue : now + life);
        return await call.Grain<ISetupCodeGrain>(SetupCode.KeyOf(call.Tenant, id)!.Value).Offer(offer) is { } refusal
            ? GatewayError.Invalid(refusal)
            : new SetupCreateResult { Code = code, Id = id, ExpiresAtMs = offer.ExpiresAt };
    }

    private static async ValueTask<GatewayResult<SetupRevokeResult>> Revoke(MethodCall call, SetupRevokeParams wanted) =>
        SetupCode.KeyOf(call.Tenant, wanted.Id) is { } code && await call.Grain<ISetupCodeGrain>(code).Withdraw()
            ? new SetupRevokeResult { Id = wanted.Id }
            : GatewayError.Invalid("unknown id: no such setup code is good any more");
}
