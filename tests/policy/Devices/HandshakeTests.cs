using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>Checks 2 to 10 of protocol.md §2.2: each on its own, and which one speaks first.</summary>
public sealed class HandshakeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_769_817_600_000);
    private static readonly byte[] Key = new byte[32];
    private const string Challenge = "3f0b6f0e-1111-4222-8333-444455556666";

    [Fact]
    public void A_device_that_answers_the_challenge_is_verified()
    {
        var outcome = Check(Signed());
        outcome.Refusal.ShouldBeNull();
        outcome.Device!.AnsweredChallenge.ShouldBeTrue();
        outcome.Device.Id.ShouldBe(DevicePublicKey.DeriveDeviceId(outcome.Device.PublicKey));
    }

    [Fact]
    public void Version_ranges_must_meet()
    {
        Check(Signed() with { MinProtocol = 1, MaxProtocol = 2, Role = "admin" }).Refusal.ShouldBe(HandshakeRefusal.ProtocolMismatch);
        Check(Signed() with { MinProtocol = 4, MaxProtocol = 9 }).Refusal.ShouldBe(HandshakeRefusal.ProtocolMismatch);
        Check(Signed(min: 1, max: 9)).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Only_the_two_roles_exist()
    {
        Check(Signed() with { Role = "admin", Device = null }).Refusal.ShouldBe(HandshakeRefusal.InvalidRole);
        Check(Signed() with { Role = "" }).Refusal.ShouldBe(HandshakeRefusal.InvalidRole);
    }

    [Theory]
    [InlineData("cli", "token", null, false, false, null)]
    [InlineData("cli", null, "password", false, false, "device identity required")]
    [InlineData("cli", null, null, true, true, "device identity required")]
    [InlineData("cli", "", "", true, true, "device identity required")]
    [InlineData("openclaw-control-ui", "token", null, false, false, "control ui requires HTTPS or localhost (secure context)")]
    [InlineData("openclaw-control-ui", null, "password", true, false, null)]
    [InlineData("openclaw-control-ui", "token", null, false, true, null)]
    [InlineData("openclaw-control-ui", null, null, true, true, "device identity required")]
    public void Without_a_device(
        string client, string? token, string? password, bool insecure, bool disabled, string? expected)
    {
        var attempt = Signed() with { ClientId = client, Token = token, Password = password, Device = null };
        var outcome = Handshake.Check(attempt, Challenge, Now, false, new HandshakeSettings(insecure, disabled));
        outcome.Refusal?.Message.ShouldBe(expected);
        (outcome.Refusal is null).ShouldBe(expected is null);
        outcome.Device.ShouldBeNull();
    }

    [Fact]
    public void The_id_must_be_the_keys() =>
        Check(Changed(device => device with { Id = new string('0', 64), SignedAtMs = 0 })).Refusal.ShouldBe(HandshakeRefusal.DeviceMismatch);

    [Theory]
    [InlineData(600_000, true)]
    [InlineData(-600_000, true)]
    [InlineData(600_001, false)]
    [InlineData(-600_001, false)]
    public void Ten_minutes_either_way(long offset, bool accepted)
    {
        var outcome = Check(Signed(signedAt: Now.ToUnixTimeMilliseconds() + offset));
        outcome.Refusal.ShouldBe(accepted ? null : HandshakeRefusal.SignatureExpired);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_at_the_edge_of_the_numbers_is_expired(long signedAt) =>
        Check(Signed(signedAt: signedAt)).Refusal.ShouldBe(HandshakeRefusal.SignatureExpired);

    [Fact]
    public void A_nonce_is_needed_from_afar()
    {
        Check(Signed(nonce: null)).Refusal.ShouldBe(HandshakeRefusal.NonceRequired);
        Check(Signed(nonce: "  ")).Refusal.ShouldBe(HandshakeRefusal.NonceRequired);
        Check(Signed(nonce: "other")).Refusal.ShouldBe(HandshakeRefusal.NonceMismatch);
    }

    [Fact]
    public void Nearby_it_may_be_left_out_beside_a_shared_secret_only()
    {
        var outcome = Handshake.Check(Signed(nonce: null), Challenge, Now, isDirectLocal: true, new HandshakeSettings());
        outcome.Refusal.ShouldBeNull();
        Handshake.CheckProof(outcome.Device!, hasSharedSecret: true).ShouldBeNull();
        Handshake.CheckProof(outcome.Device!, hasSharedSecret: false).ShouldBe(HandshakeRefusal.NonceRequired);
    }

    [Fact]
    public void The_signature_covers_role_scopes_token_client_and_time()
    {
        Check(Signed() with { Role = "node" }).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed() with { Scopes = ["operator.read"] }).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed() with { Token = "another" }).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed() with { ClientId = "test" }).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed() with { ClientMode = "ui" }).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Changed(device => device with { SignedAtMs = device.SignedAtMs + 1 })).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
    }

    [Fact]
    public void A_scope_that_reads_as_two_is_refused()
    {
        var signed = Signed(scopes: ["operator.read,operator.admin"]);
        Check(signed).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed(scopes: ["a|b"])).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed(scopes: ["operator.read", "a|b"])).Refusal.ShouldBe(HandshakeRefusal.SignatureInvalid);
        Check(Signed(scopes: ["operator.read", "operator.write"])).Refusal.ShouldBeNull();
    }

    [Fact]
    public void An_operator_without_scopes_asks_for_admin_and_a_node_for_nothing()
    {
        Signed(scopes: null).AskedScopes.ShouldBe([OperatorScopes.Admin]);
        Signed(scopes: []).AskedScopes.ShouldBe([OperatorScopes.Admin]);
        Signed(scopes: [OperatorScopes.Read]).AskedScopes.ShouldBe([OperatorScopes.Read]);
        (Signed(scopes: null) with { Role = "node" }).AskedScopes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openclaw-control-ui", false, true)]
    [InlineData("openclaw-control-ui", true, false)]
    [InlineData("cli", true, true)]
    public void Only_the_control_ui_may_leave_its_device_out_of_account(string client, bool disabled, bool isLooked)
    {
        var outcome = Handshake.Check(Signed(client: client), Challenge, Now, isDirectLocal: false, new HandshakeSettings(false, disabled));
        outcome.Refusal.ShouldBeNull();
        (outcome.Device is not null).ShouldBe(isLooked);
    }

    [Fact]
    public void Clients_know_a_refusal_by_its_text_and_codes()
    {
        (HandshakeRefusal Refusal, string Code, string Message, int CloseCode)[] known =
        [
            (HandshakeRefusal.ProtocolMismatch, "INVALID_REQUEST", "protocol mismatch", 1002),
            (HandshakeRefusal.InvalidRole, "INVALID_REQUEST", "invalid role", 1008),
            (HandshakeRefusal.SecureContextRequired, "INVALID_REQUEST", "control ui requires HTTPS or localhost (secure context)", 1008),
            (HandshakeRefusal.DeviceRequired, "NOT_PAIRED", "device identity required", 1008),
            (HandshakeRefusal.DeviceMismatch, "INVALID_REQUEST", "device identity mismatch", 1008),
            (HandshakeRefusal.SignatureExpired, "INVALID_REQUEST", "device signature expired", 1008),
            (HandshakeRefusal.NonceRequired, "INVALID_REQUEST", "device nonce required", 1008),
            (HandshakeRefusal.NonceMismatch, "INVALID_REQUEST", "device nonce mismatch", 1008),
            (HandshakeRefusal.SignatureInvalid, "INVALID_REQUEST", "device signature invalid", 1008),
            (HandshakeRefusal.KeyInvalid, "INVALID_REQUEST", "device public key invalid", 1008),
            (HandshakeRefusal.PairingRequired, "NOT_PAIRED", "pairing required", 1008),
            (HandshakeRefusal.Unauthorized("unauthorized"), "INVALID_REQUEST", "unauthorized", 1008),
        ];
        known.ShouldAllBe(each => each.Refusal.Code == each.Code && each.Refusal.Message == each.Message && each.Refusal.CloseCode == each.CloseCode);
    }

    private static HandshakeOutcome Check(ConnectAttempt attempt) =>
        Handshake.Check(attempt, Challenge, Now, isDirectLocal: false, new HandshakeSettings());

    private static ConnectAttempt Changed(Func<DeviceClaim, DeviceClaim> change)
    {
        var attempt = Signed();
        return attempt with { Device = change(attempt.Device!) };
    }

    private static ConnectAttempt Signed(
        long? signedAt = null, string? nonce = Challenge, string[]? scopes = null, int min = 3, int max = 3, string client = "cli")
    {
        var publicKey = LenientBase64.EncodeUrl(Ed25519.PublicKeyOf(Key));
        var device = new DeviceClaim(
            DevicePublicKey.DeriveDeviceId(publicKey)!, publicKey, "", signedAt ?? Now.ToUnixTimeMilliseconds(), nonce);
        var attempt = new ConnectAttempt(min, max, client, "cli", "operator", scopes, "token", null, device);
        var text = attempt.TextToSign(device, string.IsNullOrWhiteSpace(nonce) ? null : nonce).ToString();
        return attempt with { Device = device with { Signature = DeviceSignature.Sign(Key, text) } };
    }
}
