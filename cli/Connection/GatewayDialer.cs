using System.Net.WebSockets;
using Moltbot.Cli.Files;
using Moltbot.Cli.Printing;
using Moltbot.Identity;
using Moltbot.Identity.Gateways;
using Moltbot.Protocol.Events;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Cli.Connection;

/// <summary>Opens a connection: by the token the gateway gave this device, else by the shared secret.</summary>
internal sealed class GatewayDialer(CliHost host, StateFolder state, Printer printer)
{
    /// <summary>Connects and introduces this device.</summary>
    /// <exception cref="CliException">Not reached, or not let in.</exception>
    public async Task<GatewayClient> ConnectAsync(GatewayTarget target, TimeSpan timeout, CancellationToken cancel)
    {
        var device = OwnDevice();
        var tokens = new DeviceTokenFile(state.DeviceTokens, device.Id);
        printer.Hide(target.Credential?.Token);
        printer.Hide(target.Credential?.Password);
        await using var spinner = Spinner.Start(host, $"connecting to {GatewayUrl.Show(target.Url)}");
        var keys = KeysFor(target, tokens);
        for (var tried = 0; ; tried++)
        {
            var key = keys[tried];
            printer.Hide(key.Token);
            var gateway = await OpenAsync(target, timeout, cancel);
            try
            {
                var nonce = await ChallengeAsync(gateway, target, timeout, cancel);
                gateway.Hello = await GatewayHandshake.IntroduceAsync(gateway, device, nonce, key, timeout, host.Time, cancel);
                gateway.SignedInBy = key.Name;
                Remember(gateway.Hello.Auth, target, tokens);
                return gateway;
            }
            catch (GatewayRefusal refusal)
            {
                await gateway.DisposeAsync();
                if (key.IsDeviceToken && refusal.IsUnauthorized && refusal.RetryAfterMs is null)
                {
                    tokens.Forget(target.Url, GatewayHandshake.Role);
                    if (tried + 1 < keys.Count)
                    {
                        continue;
                    }
                }

                throw GatewayFailures.Explain(refusal, target);
            }
            catch
            {
                await gateway.DisposeAsync();
                throw;
            }
        }
    }

    private DeviceIdentity OwnDevice()
    {
        try
        {
            return DeviceIdentityFile.LoadOrCreate(state.Identity, host.Time);
        }
        catch (BrokenIdentityException broken)
        {
            throw new CliException(ExitCodes.Failed, broken.Message, BrokenIdentityException.Hint);
        }
    }

    private static IReadOnlyList<DoorKey> KeysFor(GatewayTarget target, DeviceTokenFile tokens)
    {
        var keys = new List<DoorKey>();
        var scopes = target.ManagesTenants ? GatewayHandshake.OperatorsScopes : GatewayHandshake.Scopes;
        if (!target.InsistsOnCredential && tokens.Find(target.Url, GatewayHandshake.Role) is { } own)
        {
            keys.Add(new DoorKey { Token = own.Token, Scopes = own.Scopes, IsDeviceToken = true, Name = "this device's token" });
        }

        if (target.Credential is { } shared)
        {
            keys.Add(new DoorKey { Token = shared.Token, Password = shared.Password, Scopes = scopes, Name = $"the {(shared.Token is null ? "password" : "token")} from {shared.Source}" });
        }

        // Without anything to show the gateway may still know the caller by other means; its refusal then says what it wants.
        return keys.Count > 0 ? keys : [new DoorKey { Scopes = scopes, Name = "nothing" }];
    }

    private void Remember(HelloAuth? granted, GatewayTarget target, DeviceTokenFile tokens)
    {
        if (granted is not null)
        {
            printer.Hide(granted.DeviceToken);
            tokens.Store(target.Url, new DeviceToken(granted.DeviceToken, granted.Role, granted.Scopes, host.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        }
    }

    private async Task<GatewayClient> OpenAsync(GatewayTarget target, TimeSpan timeout, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            return new GatewayClient(await GatewaySocket.Connect(target.Url, target.TlsFingerprint, either.Token), target, host.Time);
        }
        catch (WebSocketException problem)
        {
            throw GatewayFailures.CannotConnect(target, problem);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw GatewayFailures.TooSlow(target, "the connection", timeout);
        }
    }

    // The original connects without a nonce when no challenge comes; such a signature could be replayed, so it is not given.
    private async Task<string> ChallengeAsync(GatewayClient gateway, GatewayTarget target, TimeSpan timeout, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var challenge = await gateway.EventAsync(EventNames.ConnectChallenge, either.Token);
            return challenge.TryGetProperty("nonce", out var nonce) && nonce.GetString() is { Length: > 0 } text ? text : throw GatewayFailures.NoGateway(target);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw GatewayFailures.NoGateway(target);
        }
    }
}
