using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Devices;

/// <summary>Attack A9: a code is good once, until its time, and for what it was made for.</summary>
public sealed class SetupCodeTests : IDisposable
{
    private const string Secret = "secret one";
    private const string Me = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_pairs_one_device_which_then_has_a_token_of_its_own()
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read, Scope.Write);

        DeviceAdmission paired = await Show(host, Me, code, Scope.Read);

        paired.Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
        paired.Scopes.ShouldBe([Scope.Read]);
        (await Show(host, Me, paired.Token!, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
        (await Show(host, Me, paired.Token!, Scope.Write)).Outcome.ShouldNotBe(DeviceAdmissionOutcome.Admitted);
        (await host.AsOperator<IDeviceDirectoryGrain>(GrainKey.ForTenant(TenantId.Default), Scope.Pairing).List()).Paired.ShouldHaveSingleItem().DeviceId.ShouldBe(Me);
        await host.Events.Next(static e => e is DevicePairResolvedEvent { DeviceId: Me, Decision: "approved" }, "operators are told");
    }

    [Fact]
    public async Task It_is_good_once_and_does_not_bring_back_what_was_revoked()
    {
        await using (GrainHost first = await Start())
        {
            string code = await Make(first, Scope.Read);
            (await Show(first, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
            await first.AsOperator<IDeviceGrain>(GrainKey.ForDevice(TenantId.Default, Me), Scope.Admin).RevokeToken("operator");

            (await Show(first, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
            await File.WriteAllTextAsync(Path.Combine(_folder.Path, "code"), code);
        }

        await using GrainHost restarted = await Start();
        (await Show(restarted, DeviceNumber(1), await File.ReadAllTextAsync(Path.Combine(_folder.Path, "code")), Scope.Read)).Outcome
            .ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task Of_many_who_show_it_at_once_one_gets_in()
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read);

        DeviceAdmission[] all = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Show(host, DeviceNumber(number), code, Scope.Read)));

        all.Count(static one => one.Outcome == DeviceAdmissionOutcome.Admitted).ShouldBe(1);
    }

    [Theory]
    [InlineData("node", Scope.Read)]
    [InlineData("operator", Scope.Admin)]
    [InlineData("operator", Scope.Pairing)]
    [InlineData("operator", "made.up")]
    public async Task For_another_role_or_more_scopes_it_is_no_code_and_stays_good(string role, string scope)
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read);

        (await Show(host, DeviceNumber(1), code, role, scope)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);

        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
    }

    [Fact]
    public async Task Its_time_is_judged_when_it_is_shown()
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read);

        _time.Advance(TimeSpan.FromMinutes(10));

        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task Taken_back_it_is_good_for_nothing()
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read);
        ISetupCodeGrain grain = host.AsOperator<ISetupCodeGrain>(KeyOf(code), Scope.Pairing);

        (await grain.Withdraw()).ShouldBeTrue();

        (await grain.Withdraw()).ShouldBeFalse();
        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Theory]
    [InlineData("operator", Scope.Admin, 600, "no scope that its maker does not hold")]
    [InlineData("operator", "made.up", 600, "no scope that its maker does not hold")]
    [InlineData("king", Scope.Read, 600, "role is operator or node")]
    [InlineData("operator", Scope.Read, 0, "at most a day")]
    [InlineData("operator", Scope.Read, -5, "at most a day")]
    [InlineData("operator", Scope.Read, 86_401, "at most a day")]
    public async Task Its_maker_gives_no_more_than_they_have(string role, string scope, int seconds, string refusal)
    {
        await using GrainHost host = await Start();
        string code = SetupCode.New(TenantId.Default);

        string? refused = await host.AsOperator<ISetupCodeGrain>(KeyOf(code), Scope.Pairing, Scope.Read)
            .Offer(new SetupOffer(role, [scope], In(seconds)));

        refused!.ShouldContain(refusal);
        (await Show(host, Me, code, role, scope)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task Another_tenants_code_is_no_code()
    {
        await using GrainHost host = await Start();
        string code = SetupCode.New("acme");
        (await host.AsOperator<ISetupCodeGrain>(SetupCode.KeyOf("acme", SetupCode.IdOf(code))!.Value, Scope.Admin, Scope.Pairing)
            .Offer(new SetupOffer("operator", [Scope.Read], In(600)))).ShouldBeNull();

        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task It_ends_with_the_shared_secret_that_its_maker_came_in_by()
    {
        await using GrainHost host = await Start();
        string code = await Make(host, Scope.Read);

        (await Show(host, Me, code, "operator", Scope.Read, "secret two")).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);

        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted, "that try has not used it up");
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("narrowed")]
    [InlineData("its secret changed")]
    public async Task It_ends_with_the_authority_of_the_device_that_made_it(string end)
    {
        await using GrainHost host = await Start();
        GrainKey maker = GrainKey.ForDevice(TenantId.Default, DeviceNumber(7));
        await PairSilently(host, DeviceNumber(7), Scope.Pairing, Scope.Read, Scope.Write);
        string code = SetupCode.New(TenantId.Default), other = SetupCode.New(TenantId.Default);
        foreach (string made in new[] { code, other })
        {
            (await By<ISetupCodeGrain>(host, KeyOf(made), "device:" + DeviceNumber(7), Scope.Pairing, Scope.Read, Scope.Write)
                .Offer(new SetupOffer("operator", [Scope.Write], In(600)))).ShouldBeNull();
        }

        (await Show(host, DeviceNumber(1), other, Scope.Write)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted, "its maker stands");
        switch (end)
        {
            case "revoked":
                (await host.AsOperator<IDeviceGrain>(maker, Scope.Admin).RevokeToken("operator")).ShouldNotBeNull();
                break;
            case "narrowed":
                (await host.AsOperator<IDeviceGrain>(maker, Scope.Admin).RotateToken("operator", [Scope.Pairing, Scope.Read], null)).ShouldNotBeNull();
                break;
        }

        (await Show(host, Me, code, "operator", Scope.Write, end == "its secret changed" ? "secret two" : Secret)).Outcome
            .ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task The_device_that_made_it_may_show_it_itself()
    {
        await using GrainHost host = await Start();
        await PairSilently(host, Me, Scope.Pairing, Scope.Read);
        string code = SetupCode.New(TenantId.Default);
        (await By<ISetupCodeGrain>(host, KeyOf(code), "device:" + Me, Scope.Pairing, Scope.Read).Offer(new SetupOffer("operator", [Scope.Read], In(600)))).ShouldBeNull();

        (await Show(host, Me, code, Scope.Read)).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
    }

    private Task<GrainHost> Start() => GrainHost.Start(_folder.Path, time: _time);

    private long In(int seconds) => _time.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds();

    private async Task<string> Make(GrainHost host, params string[] scopes)
    {
        string code = SetupCode.New(TenantId.Default);
        (await By<ISetupCodeGrain>(host, KeyOf(code), "token:" + Secret, [Scope.Pairing, .. scopes]).Offer(new SetupOffer("operator", scopes, In(600)))).ShouldBeNull();
        return code;
    }

    private static T By<T>(GrainHost host, GrainKey key, string principal, params string[] scopes)
        where T : IGrainWithStringKey =>
        host.As<T>(key, new CallerClaim { Tenant = key.Tenant, Principal = principal, Role = CallerRole.Operator, Scopes = scopes });

    private static async Task PairSilently(GrainHost host, string device, params string[] scopes) =>
        (await host.AsGateway<IDeviceGrain>(GrainKey.ForDevice(TenantId.Default, device)).Admit(
            Connect(device, null, "operator", scopes, Secret) with { SharedSecretOk = true, IsLocal = true })).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);

    private static GrainKey KeyOf(string code) => SetupCode.KeyOf(TenantId.Default, SetupCode.IdOf(code))!.Value;

    private static string DeviceNumber(int number) => number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<DeviceAdmission> Show(GrainHost host, string device, string token, string scope) => Show(host, device, token, "operator", scope);

    private static Task<DeviceAdmission> Show(GrainHost host, string device, string token, string role, string scope, string secret = Secret) =>
        host.AsGateway<IDeviceGrain>(GrainKey.ForDevice(TenantId.Default, device)).Admit(Connect(device, token, role, [scope], secret));

    private static DeviceConnect Connect(string device, string? token, string role, string[] scopes, string secret) => new()
    {
        DeviceId = device,
        PublicKey = "key of " + device,
        Role = role,
        Scopes = scopes,
        SharedSecretOk = false,
        CredentialId = secret,
        DeviceToken = token,
        IsLocal = false,
        Client = new ClientDescription { ClientId = "cli", Mode = "cli", Version = "1", Platform = "linux" },
    };
}
