using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake.Tailscale;
using Moltbot.Gateway.Hosting;
using Moltbot.Gateway.Tenants;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Connection;
using Checks = Moltbot.Policy.Devices.Handshake;

namespace Moltbot.Gateway.Handshake;

/// <summary>The checks of protocol §2.2 in their order, and what a client that passes them gets.</summary>
internal sealed class Handshaker(
    GatewayOptions options, IGrainFactory grains, TenantViews views, UnknownTenants unknown, TailscaleDoor tailscale, TimeProvider time)
{
    // Each turn means that something of the tenant was revoked while we looked; nobody is that unlucky so often.
    private const int MaxTurns = 4;

    private static readonly GatewayError ChangesTooFast =
        GatewayError.Unavailable("credentials change too fast, try again") with { Retryable = true, RetryAfterMs = 1000 };

    /// <summary>Lets the client in, or says why not. A client let in is on its tenant's list, and its tenant's events come.</summary>
    public async Task<HandshakeRejection?> Perform(Connection connection, ConnectParams connect)
    {
        ConnectAttempt attempt = AttemptOf(connect);
        string tenant = TenantFinder.Find(options, attempt.Token, connection.Origin.Request.Host);
        if (await unknown.Wait(tenant, connection.Origin.Address) is > 0 and long wait)
        {
            return RateLimited(wait);
        }

        HandshakeRejection? rejection = await Perform(connection, connect, attempt, tenant);
        if (rejection is not null && rejection.Error.Message != HandshakeRefusal.PairingRequired.Message)
        {
            await unknown.Refused(tenant, connection.Origin.Address);
        }

        return rejection;
    }

    private async Task<HandshakeRejection?> Perform(Connection connection, ConnectParams connect, ConnectAttempt attempt, string tenant)
    {
        CallerContext.Use(CallerClaim.ForGateway(tenant, options.GatewayId));

        HandshakeSettings settings = attempt.IsControlUi ? await Settings() : new HandshakeSettings();
        HandshakeOutcome outcome = Checks.Check(attempt, connection.Nonce, time.GetUtcNow(), connection.Origin.IsDirectLocal, settings);
        if (outcome.Refusal is { } refusal)
        {
            return refusal == HandshakeRefusal.ProtocolMismatch
                ? HandshakeRejection.Of(refusal) with { Error = ProtocolMismatch() }
                : HandshakeRejection.Of(refusal);
        }

        for (int turn = 1; turn <= MaxTurns; turn++)
        {
            // What was revoked between the verdict and standing on the list would be missed: then judge again.
            long epoch = views.EpochOf(tenant);
            (AdmittedClient? client, HandshakeRejection? rejection) = tenant == TenantId.Operator
                ? await JudgeOperator(connection, connect, attempt)
                : await Judge(connection, connect, attempt, outcome.Device, tenant);
            if (client is null)
            {
                return rejection;
            }

            connection.Client = client;
            await client.View.Join(connection);
            if (client.View.Epoch == epoch)
            {
                return null;
            }
        }

        return HandshakeRejection.Of(ChangesTooFast);
    }

    private async Task<(AdmittedClient? Client, HandshakeRejection? Rejection)> Judge(
        Connection connection, ConnectParams connect, ConnectAttempt attempt, VerifiedDevice? device, string tenant)
    {
        ITenantGrain door = grains.GetGrain<ITenantGrain>(tenant);
        TailscaleVerdict identity = await tailscale.Judge(tenant, connection.Origin, CancellationToken.None);
        var tried = new CredentialAttempt
        {
            TailscaleLogin = identity.Login,
            Token = attempt.Token,
            Password = attempt.Password,
            Address = connection.Origin.AddressText,
            Tentative = device is not null && !string.IsNullOrEmpty(attempt.Token),
        };
        CredentialVerdict verdict = await door.Authenticate(tried);
        if (device is null || verdict.IsShut)
        {
            return verdict.Ok
                ? (Admit(connection, connect, attempt, tenant, verdict, null, null), null)
                : (null, Unauthorized(verdict, identity, attempt, tenant));
        }

        // Guesses of others, perhaps behind the same proxy, keep no paired device out: its token is nothing to guess, and useless
        // without its key. Devices that are not paired wait like everybody.
        bool isLimited = verdict.Reason == SecretReasons.RateLimited;
        if (isLimited && !(device.AnsweredChallenge && tried.Tentative && await Directory(tenant).Has(device.Id)))
        {
            return (null, Unauthorized(verdict, identity, attempt, tenant));
        }

        DeviceAdmission admission = await grains.GetGrain<IDeviceGrain>(GrainKey.ForDevice(tenant, device.Id).ToString()).Admit(new DeviceConnect
        {
            DeviceId = device.Id,
            PublicKey = device.PublicKey,
            Role = attempt.EffectiveRole,
            Scopes = attempt.AskedScopes,
            SharedSecretOk = verdict.Ok,
            CredentialId = verdict.CredentialId,

            // Without the challenge the signature may be a repeated one, and then only a shared secret counts beside it.
            DeviceToken = verdict.Ok || !device.AnsweredChallenge ? null : attempt.Token,
            IsLocal = connection.Origin.IsDirectLocal,
            RemoteIp = connection.Origin.AddressText,
            Client = DescriptionOf(connect.Client),
        });
        switch (admission.Outcome)
        {
            case DeviceAdmissionOutcome.Admitted:
                return (Admit(connection, connect, attempt, tenant, verdict, device, admission), null);
            case DeviceAdmissionOutcome.PairingRequired:
                return (null, PairingRequired(admission.RequestId));
            case DeviceAdmissionOutcome.Refused:
                return (null, HandshakeRejection.Of(HandshakeRefusal.DeviceMismatch));
            default:
                if (tried.Tentative && !isLimited)
                {
                    await door.Authenticate(tried with { Tentative = false, CountOnly = true });
                }

                return (null, !isLimited && Checks.CheckProof(device, verdict.Ok) is { } unproven && !string.IsNullOrEmpty(attempt.Token)
                    ? HandshakeRejection.Of(unproven)
                    : Unauthorized(verdict, identity, attempt, tenant));
        }
    }

    /// <summary>
    /// The realm of the installation's operator lets in by its token alone, to manage tenants and for nothing else: no device is paired
    /// there and no node belongs to it.
    /// </summary>
    private async Task<(AdmittedClient? Client, HandshakeRejection? Rejection)> JudgeOperator(
        Connection connection, ConnectParams connect, ConnectAttempt attempt)
    {
        if (attempt.EffectiveRole != GatewayRoles.Operator)
        {
            return (null, HandshakeRejection.Of(HandshakeRefusal.InvalidRole));
        }

        CredentialVerdict verdict = await grains.GetGrain<ITenantGrain>(TenantId.Operator).Authenticate(
            new CredentialAttempt { Token = attempt.Token, Address = connection.Origin.AddressText });
        return verdict.Ok
            ? (Admit(connection, connect, attempt, TenantId.Operator, verdict, null, null), null)
            : (null, Unauthorized(verdict, TailscaleVerdict.None, attempt, TenantId.Operator));
    }

    private AdmittedClient Admit(
        Connection connection, ConnectParams connect, ConnectAttempt attempt, string tenant, CredentialVerdict verdict,
        VerifiedDevice? device, DeviceAdmission? admission)
    {
        string role = attempt.EffectiveRole;
        IReadOnlyList<string> scopes = tenant == TenantId.Operator
            ? [.. attempt.AskedScopes.Intersect([OperatorScopes.Tenants], StringComparer.Ordinal)]
            : admission?.Scopes ?? ScopeLattice.Grant(attempt.AskedScopes, OperatorScopes.All);
        string principal = device is not null ? "device:" + device.Id : $"{verdict.Mode}:{verdict.CredentialId}";
        return new AdmittedClient
        {
            View = views.Get(tenant),
            CredentialInForce = verdict.CredentialId,
            CameBy = verdict.Ok ? verdict.Mode : null,
            Token = admission?.Token is { } token
                ? new HelloAuth { DeviceToken = token, Role = role, Scopes = scopes, IssuedAtMs = admission.IssuedAt }
                : null,
            Identity = new ConnectionIdentity
            {
                ConnectionId = connection.Id,
                Tenant = tenant,
                Role = role,
                Scopes = scopes,
                DeviceId = device?.Id,
                CredentialId = verdict.Ok ? verdict.CredentialId : null,
                RemoteIp = connection.Origin.AddressText,
                Client = DescriptionOf(connect.Client),
                Caps = connect.Caps ?? [],
                Claim = new CallerClaim
                {
                    Tenant = tenant,
                    Principal = principal,
                    Role = role == GatewayRoles.Node ? CallerRole.Node : CallerRole.Operator,
                    Scopes = scopes,
                },
            },
        };
    }

    /// <summary>The installation's own, as the rules of the network: no tenant loosens them, and none shows by its own.</summary>
    private async Task<HandshakeSettings> Settings()
    {
        var ui = (await views.Configuration(TenantId.Default)).Gateway.ControlUi;
        return new HandshakeSettings(ui.AllowInsecureAuth, ui.DangerouslyDisableDeviceAuth);
    }

    private IDeviceDirectoryGrain Directory(string tenant) =>
        grains.GetGrain<IDeviceDirectoryGrain>(GrainKey.ForTenant(tenant).ToString());

    private static HandshakeRejection Unauthorized(
        CredentialVerdict verdict, TailscaleVerdict identity, ConnectAttempt attempt, string tenant) =>
        verdict.Reason == SecretReasons.RateLimited
            ? RateLimited(verdict.RetryAfterMs)
            : HandshakeRejection.Of(HandshakeRefusal.Unauthorized(AuthMessages.For(FailureOf(verdict, identity, attempt, tenant), attempt.ClientId)));

    private static SecretFailure FailureOf(CredentialVerdict verdict, TailscaleVerdict identity, ConnectAttempt attempt, string tenant) =>
        TailscaleClaim.Told(
            SecretReasons.Read(verdict.Reason, tenant == TenantId.Default),
            identity.Failure,
            sentSecret: !string.IsNullOrEmpty(attempt.Token) || !string.IsNullOrEmpty(attempt.Password));

    private static HandshakeRejection RateLimited(long wait) => HandshakeRejection.Of(
        GatewayError.Invalid("unauthorized: too many failed attempts, try again later") with { Retryable = true, RetryAfterMs = wait });

    private static HandshakeRejection PairingRequired(string? requestId)
    {
        HandshakeRejection rejection = HandshakeRejection.Of(HandshakeRefusal.PairingRequired);
        return requestId is null
            ? rejection
            : rejection with
            {
                Error = rejection.Error.With(RawJson.From(new PairingHint { RequestId = requestId }, HandshakeJson.Default.PairingHint)),
            };
    }

    private static GatewayError ProtocolMismatch() => GatewayError.Invalid(HandshakeRefusal.ProtocolMismatch.Message)
        .With(RawJson.From(new ProtocolHint { ExpectedProtocol = ConnectAttempt.Protocol }, HandshakeJson.Default.ProtocolHint));

    private static ConnectAttempt AttemptOf(ConnectParams connect) => new(
        (int)Math.Min(connect.MinProtocol, int.MaxValue),
        (int)Math.Min(connect.MaxProtocol, int.MaxValue),
        connect.Client.Id,
        connect.Client.Mode,
        connect.Role,
        connect.Scopes,
        connect.Auth?.Token,
        connect.Auth?.Password,
        connect.Device is { } device
            ? new DeviceClaim(device.Id, device.PublicKey, device.Signature, device.SignedAt, device.Nonce)
            : null);

    private static ClientDescription DescriptionOf(ConnectClient client) => new()
    {
        ClientId = client.Id,
        Mode = client.Mode,
        Version = client.Version,
        Platform = client.Platform,
        DisplayName = client.DisplayName,
        DeviceFamily = client.DeviceFamily,
        ModelIdentifier = client.ModelIdentifier,
        InstanceId = client.InstanceId,
    };
}
