using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Devices;

/// <summary>Attacks A3, A5–A8, A11 on the pairing of devices and their tokens.</summary>
public sealed class DeviceTests : IDisposable
{
    private const string Id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private static readonly GrainKey Device = GrainKey.ForDevice(TenantId.Default, Id);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stranger_with_the_secret_from_afar_waits_for_an_operator()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        DeviceAdmission first = await Admit(host, Connect(local: false));
        DeviceAdmission again = await Admit(host, Connect(local: false));

        first.Outcome.ShouldBe(DeviceAdmissionOutcome.PairingRequired);
        again.RequestId.ShouldBe(first.RequestId);
        await host.Events.Next(e => e is DevicePairRequestedEvent, "the request's event");
        host.Events.All.OfType<DevicePairRequestedEvent>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Local_and_with_the_secret_it_is_paired_silently_and_its_token_holds()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        DeviceAdmission paired = await Admit(host, Connect(local: true));
        DeviceAdmission byToken = await Admit(host, Connect(local: false) with { SharedSecretOk = false, DeviceToken = paired.Token });

        paired.Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
        byToken.Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
        byToken.Token.ShouldBe(paired.Token);
        await host.Events.Next(
            e => e is DevicePairResolvedEvent { DeviceId: Id, Decision: "approved", RequestId.Length: > 0 }, "operators are told of what nobody was asked");
        host.Events.All.OfType<DevicePairResolvedEvent>().Count().ShouldBe(1);
        host.Events.All.OfType<DevicePairRequestedEvent>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Local_without_the_secret_it_is_nobody()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);

        (await Admit(host, Connect(local: true) with { SharedSecretOk = false })).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
        (await Admit(host, Connect(local: true) with { SharedSecretOk = false, DeviceToken = "guess" })).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task A_silently_paired_devices_token_dies_with_the_secret()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        DeviceAdmission paired = await Admit(host, Connect(local: true));

        DeviceAdmission later = await Admit(host, Connect(local: true) with { SharedSecretOk = false, DeviceToken = paired.Token, CredentialId = "another" });

        later.Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Theory]
    [InlineData("node", Scope.Read)]
    [InlineData("operator", Scope.Admin)]
    public async Task More_than_it_was_paired_for_is_never_given_silently(string role, string scope)
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true, Scope.Read));

        DeviceAdmission wider = await Admit(host, Connect(local: true, scope) with { Role = role });

        wider.Outcome.ShouldBe(DeviceAdmissionOutcome.PairingRequired);
    }

    [Fact]
    public async Task An_approver_cannot_give_what_they_do_not_hold()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string request = (await Admit(host, Connect(local: false, Scope.Admin))).RequestId!;

        DevicePairDecision refused = await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing).Approve(request);
        DevicePairDecision approved = await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Admin, Scope.Pairing).Approve(request);

        refused.Device.ShouldBeNull();
        refused.Refusal.ShouldNotBeNull();
        approved.Device!.Scopes.ShouldBe([Scope.Admin]);
    }

    [Fact]
    public async Task Rotation_never_widens()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true, Scope.Read));

        (await host.AsOperator<IDeviceGrain>(Device, Scope.Pairing, Scope.Admin).RotateToken("operator", [Scope.Admin], connectionId: null)).ShouldBeNull();
        (await host.AsOperator<IDeviceGrain>(Device, Scope.Pairing).RotateToken("operator", null, connectionId: null)).ShouldBeNull();
        (await host.AsOperator<IDeviceGrain>(Device, Scope.Pairing, Scope.Read).RotateToken("operator", null, connectionId: null))!.Scopes.ShouldBe([Scope.Read]);
    }

    [Fact]
    public async Task A_rotated_token_ends_the_one_before()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        DeviceAdmission paired = await Admit(host, Connect(local: true));

        DeviceTokenGrant rotated = (await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RotateToken("operator", null, connectionId: null))!;

        (await Admit(host, ByToken(paired.Token))).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
        (await Admit(host, ByToken(rotated.Token))).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
    }

    [Fact]
    public async Task Revoked_it_stays_out_through_reconnects_and_restarts_and_its_sockets_are_closed()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path))
        {
            DeviceAdmission paired = await Admit(host, Connect(local: true));
            (await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RevokeToken("operator")).ShouldNotBeNull();

            (await Admit(host, ByToken(paired.Token))).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
            await host.Events.Next(e => e is ConnectionsRevokedEvent { DeviceId: Id, Role: "operator" }, "the revocation");
        }

        await using GrainHost restarted = await GrainHost.Start(_folder.Path);
        (await Admit(restarted, Connect(local: true))).Outcome.ShouldBe(DeviceAdmissionOutcome.PairingRequired);
    }

    [Fact]
    public async Task What_was_revoked_does_not_come_back_by_an_approver_who_had_less()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true));
        await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RevokeToken("operator");
        string request = (await Admit(host, Connect(local: true, Scope.Read))).RequestId!;

        DevicePairDecision approved = await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing, Scope.Read).Approve(request);
        DeviceAdmission asAdmin = await Admit(host, Connect(local: true, Scope.Admin));
        DeviceAdmission asReader = await Admit(host, Connect(local: true, Scope.Read));

        approved.Device!.Scopes.ShouldBe([Scope.Read]);
        asAdmin.Outcome.ShouldBe(DeviceAdmissionOutcome.PairingRequired);
        asReader.Scopes.ShouldBe([Scope.Read]);
    }

    [Fact]
    public async Task What_a_rotation_took_away_does_not_come_back_by_the_shared_secret()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true, Scope.Read, Scope.Admin));

        await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RotateToken("operator", [Scope.Read], connectionId: null);

        (await Admit(host, Connect(local: true, Scope.Admin))).Outcome.ShouldBe(DeviceAdmissionOutcome.PairingRequired);
        (await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RotateToken("operator", [Scope.Admin], connectionId: null)).ShouldBeNull();
        (await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).Describe())!.Scopes.ShouldBe([Scope.Read]);
    }

    [Fact]
    public async Task The_approval_of_a_part_makes_nothing_else_outlast_the_shared_secret()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true));
        string request = (await Admit(host, Connect(local: true, Scope.Read))).RequestId!;
        await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing, Scope.Read).Approve(request);
        DeviceAdmission admin = await Admit(host, Connect(local: true));

        DeviceAdmission later = await Admit(host, ByToken(admin.Token) with { CredentialId = "secret two" });

        admin.Scopes.ShouldBe([Scope.Admin]);
        later.Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task A_token_may_do_what_it_was_told_with_and_no_more()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true, Scope.Read, Scope.Admin));
        DeviceAdmission narrow = await Admit(host, Connect(local: true, Scope.Read));

        DeviceAdmission wide = await Admit(host, ByToken(narrow.Token) with { Scopes = [Scope.Admin] });
        DeviceAdmission same = await Admit(host, ByToken(narrow.Token) with { Scopes = [Scope.Read] });

        wide.Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
        same.Scopes.ShouldBe([Scope.Read]);
    }

    [Fact]
    public async Task After_the_secret_changed_a_device_gets_a_token_that_holds_and_the_old_one_stays_dead()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        DeviceAdmission before = await Admit(host, Connect(local: true));

        DeviceAdmission after = await Admit(host, Connect(local: true) with { CredentialId = "secret two" });

        (await Admit(host, ByToken(after.Token) with { CredentialId = "secret two" })).Outcome.ShouldBe(DeviceAdmissionOutcome.Admitted);
        (await Admit(host, ByToken(before.Token) with { CredentialId = "secret two" })).Outcome.ShouldBe(DeviceAdmissionOutcome.Unauthorized);
    }

    [Fact]
    public async Task Another_key_under_the_same_id_gets_nothing_of_the_old_ones()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        DeviceAdmission paired = await Admit(host, Connect(local: true));

        DeviceAdmission impostor = await Admit(host, ByToken(paired.Token) with { PublicKey = "another key" });

        impostor.Outcome.ShouldNotBe(DeviceAdmissionOutcome.Admitted);
    }

    [Fact]
    public async Task Each_grant_has_its_audit_record()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        await Admit(host, Connect(local: true));
        await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RotateToken("operator", null, connectionId: null);
        await host.AsOperator<IDeviceGrain>(Device, Scope.Admin).RevokeToken("operator");

        var records = await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10);

        records.Select(record => record.Entry.Action).ShouldBe(["device.pair", "device.token.issue", "device.token.rotate", "device.token.revoke"]);
        (await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Verify(null)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_approved_or_rejected_a_device_is_on_record()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        string first = (await Admit(host, Connect(local: false))).RequestId!;
        await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing, Scope.Admin).Reject(first);
        string second = (await Admit(host, Connect(local: false))).RequestId!;
        await host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing, Scope.Admin).Approve(second);

        var records = await host.AsOperator<IAuditGrain>(Tenant, Scope.Admin).Tail(10);

        records.Select(record => (record.Entry.Action, record.Entry.Actor, record.Entry.Target)).ShouldBe(
            [("device.reject", "test operator", Id), ("device.approve", "test operator", Id), ("device.pair", "grain", Id)]);
    }

    [Fact]
    public async Task A_device_that_was_approved_is_listed_whatever_could_not_be_written_then()
    {
        await using (GrainHost host = await GrainHost.Start(_folder.Path))
        {
            string request = (await Admit(host, Connect(local: false))).RequestId!;
            bool paired = false;
            host.Rows.Fails = state =>
            {
                paired |= state == "device";
                return paired && state == "devices";
            };

            (await Should.ThrowAsync<OrleansException>(() => host.AsOperator<IDeviceDirectoryGrain>(Tenant, Scope.Pairing, Scope.Admin).Approve(request)))
                .Message.ShouldContain(RowFault.Message);
            paired.ShouldBeTrue();
        }

        await using GrainHost restarted = await GrainHost.Start(_folder.Path);
        (await restarted.AsGateway<IDeviceDirectoryGrain>(Tenant).List()).Paired.Select(device => device.DeviceId).ShouldBe([Id]);
    }

    private static DeviceConnect ByToken(string? token) => Connect(local: false) with { SharedSecretOk = false, DeviceToken = token };

    private static Task<DeviceAdmission> Admit(GrainHost host, DeviceConnect connect) => host.AsGateway<IDeviceGrain>(Device).Admit(connect);

    private static DeviceConnect Connect(bool local, params string[] scopes) => new()
    {
        DeviceId = Id,
        PublicKey = "key",
        Role = "operator",
        Scopes = scopes.Length > 0 ? scopes : [Scope.Admin],
        SharedSecretOk = true,
        CredentialId = "secret one",
        IsLocal = local,
        Client = new ClientDescription { ClientId = "cli", Mode = "cli", Version = "1", Platform = "linux" },
    };
}
