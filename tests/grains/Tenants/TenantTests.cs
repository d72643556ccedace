using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.Grains.Tenants;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Tenants;

/// <summary>The configuration in force and the gateway's secret.</summary>
public sealed class TenantTests : IDisposable
{
    private static readonly GrainKey Key = GrainKey.ForTenant(TenantId.Default);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_invalid_change_on_disk_keeps_the_last_valid_one_in_force()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { port: 1234 } }");
        ConfigurationState before = (await host.AsGateway<ITenantGrain>(Key).Configuration(0))!;

        File.WriteAllText(host.Documents.Path, "{ gateway: { port: 'no' } }");
        ConfigurationState after = await host.AsGateway<ITenantGrain>(Key).Reload();

        after.Valid.ShouldBeFalse();
        after.Issues.ShouldContain(issue => issue.Path == "gateway.port");
        after.Version.ShouldBe(before.Version);
        after.Effective.ShouldBe(before.Effective);
    }

    [Fact]
    public async Task A_valid_change_gets_a_new_version_and_is_told()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { port: 1234 } }");
        ConfigurationState before = (await host.AsGateway<ITenantGrain>(Key).Configuration(0))!;

        File.WriteAllText(host.Documents.Path, "{ gateway: { port: 1235 } }");
        ConfigurationState after = await host.AsGateway<ITenantGrain>(Key).Reload();

        after.Version.ShouldBe(before.Version + 1);
        await host.Events.Next(e => e is ConfigurationChangedEvent changed && changed.Version == after.Version, "the change");
        (await host.AsGateway<ITenantGrain>(Key).Configuration(after.Version)).ShouldBeNull();
    }

    [Fact]
    public async Task A_write_needs_the_hash_of_what_is_stored()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { port: 1234 } }");
        ITenantGrain tenant = host.AsOperator<ITenantGrain>(Key, Scope.Admin);
        string hash = (await tenant.Show()).Hash;
        var write = new ConfigurationWrite { Raw = "{ gateway: { port: 99 } }", Method = "config.set" };

        (await tenant.Write(write)).Error.ShouldBe("config base hash required; re-run config.get and retry");
        (await tenant.Write(write with { BaseHash = "old" })).Error.ShouldBe("config changed since last load; re-run config.get and retry");
        (await tenant.Write(write with { BaseHash = hash })).Error.ShouldBeNull();

        (await File.ReadAllTextAsync(host.Documents.Path)).ShouldContain("99");
    }

    [Fact]
    public async Task What_is_shown_holds_no_secret_and_writing_it_back_loses_none()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { auth: { token: 'canary-secret-token-1234567890' } } }");
        ITenantGrain tenant = host.AsOperator<ITenantGrain>(Key, Scope.Admin);

        ConfigurationView shown = await tenant.Show();
        ConfigurationWriteResult written = await tenant.Write(new ConfigurationWrite { Raw = shown.Raw!, BaseHash = shown.Hash, Method = "config.set" });

        string.Concat(shown.Raw, shown.ParsedJson, shown.ConfigJson).ShouldNotContain("canary");
        written.Error.ShouldBeNull();
        (await File.ReadAllTextAsync(host.Documents.Path)).ShouldContain("canary-secret-token-1234567890");
    }

    [Fact]
    public async Task Guessing_the_secret_is_slowed_down_for_loopback_too()
    {
        var time = new ManualTime();
        await using GrainHost host = await GrainHost.Start(_folder.Path, time: time);
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        for (int guess = 0; guess < 10; guess++)
        {
            (await tenant.Authenticate(Attempt("guess"))).Reason.ShouldBe("token_mismatch");
        }

        CredentialVerdict slowed = await tenant.Authenticate(Attempt("the operator's token"));
        CredentialVerdict elsewhere = await tenant.Authenticate(Attempt("the operator's token") with { Address = "10.0.0.9" });

        slowed.Ok.ShouldBeFalse();
        slowed.Reason.ShouldBe("rate_limited");
        slowed.RetryAfterMs.ShouldBeInRange(1, 60_000);
        elsewhere.Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task The_secret_of_hooks_opens_hooks_and_nothing_else()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ hooks: { enabled: true, token: 'kq7Xw2mB9vLr4TzD8sNf' } }");
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);

        (await tenant.AuthenticateHook(Attempt("kq7Xw2mB9vLr4TzD8sNf"))).Ok.ShouldBeTrue();
        (await tenant.AuthenticateHook(Attempt("the operator's token"))).Ok.ShouldBeFalse();
        (await tenant.AuthenticateHook(Attempt(""))).Ok.ShouldBeFalse();
        (await tenant.Authenticate(Attempt("kq7Xw2mB9vLr4TzD8sNf"))).Ok.ShouldBeFalse();

        await host.As<ITenantGrain>(Key, CallerClaim.ForRegistry(TenantId.Default, "test")).Suspend(true);
        (await host.AsGateway<ITenantGrain>(Key).AuthenticateHook(Attempt("kq7Xw2mB9vLr4TzD8sNf"))).Ok.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{ hooks: { enabled: true, token: 'a short secret' } }", "a short secret")]
    [InlineData("{ hooks: { enabled: true, token: \"the operator's token\" } }", "the operator's token")]
    [InlineData("{ hooks: { token: 'kq7Xw2mB9vLr4TzD8sNf' } }", "kq7Xw2mB9vLr4TzD8sNf")]
    public async Task Where_hooks_are_not_served_no_secret_opens_them(string config, string secret)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, config);

        (await host.AsGateway<ITenantGrain>(Key).AuthenticateHook(Attempt(secret))).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Guesses_at_hooks_and_at_the_secret_are_one_count()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ hooks: { enabled: true, token: 'kq7Xw2mB9vLr4TzD8sNf' } }", time: new ManualTime());
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        for (int guess = 0; guess < 5; guess++)
        {
            (await tenant.Authenticate(Attempt("guess"))).Reason.ShouldBe("token_mismatch");
            (await tenant.AuthenticateHook(Attempt("guess"))).Reason.ShouldBe("token_mismatch");
        }

        (await tenant.AuthenticateHook(Attempt("kq7Xw2mB9vLr4TzD8sNf"))).Reason.ShouldBe("rate_limited");
        (await tenant.Authenticate(Attempt("the operator's token"))).Reason.ShouldBe("rate_limited");
        (await tenant.AuthenticateHook(Attempt("kq7Xw2mB9vLr4TzD8sNf") with { Address = "10.0.0.9" })).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_secret_ends_the_connections_that_came_in_by_the_old_one()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { auth: { token: 'first-token-first-token' } } }");
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        string? old = (await tenant.Authenticate(Attempt("first-token-first-token"))).CredentialId;

        File.WriteAllText(host.Documents.Path, "{ gateway: { auth: { token: 'second-token-second-token' } } }");
        await tenant.Reload();

        await host.Events.Next(e => e is ConnectionsRevokedEvent revoked && revoked.CredentialId == old, "the revocation");
        (await tenant.Authenticate(Attempt("first-token-first-token"))).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Connections_by_an_old_secret_end_also_when_telling_of_the_change_failed_at_first()
    {
        var calls = new LostCalls();
        await using GrainHost host = await GrainHost.Start(
            _folder.Path, "{ gateway: { auth: { token: 'first-token-first-token' } } }", more: services => services.AddSingleton<IIncomingGrainCallFilter>(calls));
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        string? old = (await tenant.Authenticate(Attempt("first-token-first-token"))).CredentialId;
        File.WriteAllText(host.Documents.Path, "{ gateway: { auth: { token: 'second-token-second-token' } } }");

        calls.Loses = static call => call == "ITenantEventsGrain.Publish";
        await Should.ThrowAsync<TimeoutException>(() => tenant.Reload());
        calls.Loses = static _ => false;
        ConfigurationState now = await tenant.Reload();

        await host.Events.Next(e => e is ConnectionsRevokedEvent revoked && revoked.CredentialId == old, "the revocation");
        await host.Events.Next(e => e is ConfigurationChangedEvent changed && changed.Version == now.Version, "the change");
    }

    [Fact]
    public async Task A_document_changed_by_hand_is_on_record_and_one_that_says_the_same_is_not()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { port: 1234 } }");
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        await tenant.Reload();
        File.WriteAllText(host.Documents.Path, "{ gateway: { port: 1235 } }");
        await tenant.Reload();
        File.WriteAllText(host.Documents.Path, "{ gateway: { port: 1235 } } // the same");
        await tenant.Reload();

        var records = await host.AsOperator<IAuditGrain>(Key, Scope.Admin).Tail(10);

        records.Select(record => (record.Entry.Action, record.Entry.Actor, record.Entry.Target)).ShouldBe(
            [("config.load", "document", host.Documents.Path), ("config.load", "document", host.Documents.Path)]);
    }

    [Fact]
    public async Task Guessing_from_many_addresses_is_slowed_down_and_keeps_out_nobody_who_was_in()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, time: new ManualTime());
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        (await tenant.Authenticate(Attempt("the operator's token") with { Address = "192.0.2.1" })).Ok.ShouldBeTrue();
        for (int guess = 0; guess < GuessGuard.Free; guess++)
        {
            (await tenant.Authenticate(Attempt("guess") with { Address = $"10.0.{guess}.1" })).Reason.ShouldBe("token_mismatch");
        }

        CredentialVerdict slowed = await tenant.Authenticate(Attempt("the operator's token") with { Address = "198.51.100.1" });
        CredentialVerdict known = await tenant.Authenticate(Attempt("the operator's token") with { Address = "192.0.2.1" });
        CredentialVerdict device = await tenant.Authenticate(Attempt("a device's token") with { Address = "198.51.100.1", Tentative = true });

        (slowed.Ok, slowed.Reason).ShouldBe((false, "rate_limited"));
        slowed.RetryAfterMs.ShouldBeInRange(1, 5_000);
        known.Ok.ShouldBeTrue();
        (device.Ok, device.Reason).ShouldBe((false, "not_judged"));
    }

    [Fact]
    public async Task A_tenant_that_nobody_made_answers_like_one_with_another_secret()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        ITenantGrain other = host.AsGateway<ITenantGrain>(GrainKey.ForTenant("other"));

        CredentialVerdict stranger = await other.Authenticate(Attempt("guess"));
        CredentialVerdict wrong = await host.AsGateway<ITenantGrain>(Key).Authenticate(Attempt("guess"));

        (stranger.Ok, stranger.Reason).ShouldBe((wrong.Ok, wrong.Reason));
    }

    [Fact]
    public async Task A_network_of_addresses_is_one_guesser()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, time: new ManualTime());
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        for (int guess = 0; guess < 10; guess++)
        {
            await tenant.Authenticate(Attempt("guess") with { Address = $"2001:db8:1:2::{guess:x}" });
        }

        (await tenant.Authenticate(Attempt("guess") with { Address = "2001:db8:1:2:ffff::1" })).Reason.ShouldBe("rate_limited");
    }

    [Fact]
    public async Task A_document_that_vanishes_keeps_the_last_one_in_force()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path, "{ gateway: { port: 1234 } }");
        ITenantGrain tenant = host.AsGateway<ITenantGrain>(Key);
        ConfigurationState before = (await tenant.Configuration(0))!;

        File.Delete(host.Documents.Path);

        (await tenant.Reload()).Effective.ShouldBe(before.Effective);
    }

    private static CredentialAttempt Attempt(string? token) => new() { Token = token, Address = "127.0.0.1" };
}
