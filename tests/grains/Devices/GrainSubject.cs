using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.Grains.Tests.Support;
using Moltbot.Policy.Devices;
using Moltbot.TestSupport.Devices;

namespace Moltbot.Grains.Tests.Devices;

/// <summary>
/// One device as the grains keep it. Now and then its row cannot be written at first: the grain that failed is gone then, and the
/// repeated call meets one that read the row.
/// </summary>
internal sealed class GrainSubject(GrainHost host, int number) : IDeviceSubject
{
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly string _id = SecretComparison.Hash($"device {number}");
    private readonly Random _random = new(number);
    private string _request = "none";

    private GrainKey Key => GrainKey.ForDevice(TenantId.Default, _id);

    public async ValueTask<KnockAnswer> Connect(Knock knock)
    {
        DeviceAdmission admission = await Try(() => host.AsGateway<IDeviceGrain>(Key).Admit(new DeviceConnect
        {
            DeviceId = _id,
            PublicKey = knock.PublicKey,
            Role = knock.Role,
            Scopes = knock.AskedScopes,
            SharedSecretOk = knock.HasSecret,
            CredentialId = knock.Secret,
            DeviceToken = knock.Token,
            IsLocal = knock.IsLocal,
            Client = new ClientDescription { ClientId = "cli", Mode = "cli", Version = "1", Platform = "linux" },
        }));
        _request = admission.RequestId ?? _request;
        return new KnockAnswer(
            admission.Outcome switch
            {
                DeviceAdmissionOutcome.Admitted => KnockOutcome.Admitted,
                DeviceAdmissionOutcome.PairingRequired => KnockOutcome.PairingRequired,
                _ => KnockOutcome.Unauthorized,
            },
            admission.Scopes,
            admission.Token);
    }

    public async ValueTask<bool> Approve(IReadOnlyList<string> callerScopes) =>
        (await Try(() => host.AsOperator<IDeviceDirectoryGrain>(Tenant, [.. callerScopes]).Approve(_request))).Device is not null;

    public async ValueTask<RotatedToken?> Rotate(string role, IReadOnlyList<string> callerScopes, IReadOnlyList<string>? askedScopes) =>
        await Try(() => host.AsOperator<IDeviceGrain>(Key, [.. callerScopes]).RotateToken(role, askedScopes, connectionId: null)) is { } grant
            ? new RotatedToken(grant.Token, grant.Scopes)
            : null;

    public async ValueTask<bool> Revoke(string role, IReadOnlyList<string> callerScopes) =>
        await Try(() => host.AsOperator<IDeviceGrain>(Key, [.. callerScopes]).RevokeToken(role)) is not null;

    private async Task<T> Try<T>(Func<Task<T>> call)
    {
        if (_random.Next(8) == 0)
        {
            bool failed = false;
            host.Rows.Fails = state => failed |= state == "device";
            try
            {
                T answer = await call();
                failed.ShouldBeFalse("what was not written was answered as done");
                return answer;
            }
            catch (Exception) when (failed)
            {
                // As the test arranged it.
            }
            finally
            {
                host.Rows.Fails = static _ => false;
            }
        }

        return await call();
    }
}
