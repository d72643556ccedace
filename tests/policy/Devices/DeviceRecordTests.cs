using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>Attacks A5, A6, A7, A11: what was taken back or narrowed comes back by nothing but somebody's approval of it.</summary>
public sealed class DeviceRecordTests
{
    private const string Operator = "operator";
    private const string Node = "node";
    private const string Secret = "secret one";

    [Fact]
    public void A_weaker_approval_after_a_revocation_gives_what_it_says_and_nothing_of_before()
    {
        DeviceRecord record = Approved(Paired(null, Operator, OperatorScopes.Admin).Revoke(Operator, 2), Operator, OperatorScopes.Read);

        record.Scopes.ShouldBe([OperatorScopes.Read]);
        Connect(Operator, OperatorScopes.Admin).Judge(record).Outcome.ShouldBe(DeviceEntryOutcome.PairingRequired);
        Connect(Operator, OperatorScopes.Read).Judge(record).Granted.ShouldBe([OperatorScopes.Read]);
    }

    [Fact]
    public void A_revoked_role_is_neither_among_the_roles_nor_its_scopes_among_the_scopes()
    {
        DeviceRecord record = Approved(Approved(null, Operator, OperatorScopes.Admin), Node, OperatorScopes.Read).Revoke(Operator, 2);

        record.Roles.ShouldBe([Node]);
        record.Scopes.ShouldBe([OperatorScopes.Read]);
        record.Find(Operator).ShouldBeNull();
        record.Entries.Select(static entry => entry.Role).ShouldBe([Operator, Node], "it is still shown that there was one");
    }

    [Fact]
    public void What_one_role_holds_the_other_does_not()
    {
        DeviceRecord record = Approved(Approved(null, Operator, OperatorScopes.Read), Node, OperatorScopes.Admin);

        Connect(Operator, OperatorScopes.Admin).Judge(record).Outcome.ShouldBe(DeviceEntryOutcome.PairingRequired);
        record.Rotation(Operator, OperatorScopes.All, [OperatorScopes.Admin]).ShouldBeNull();
    }

    [Fact]
    public void A_reconnect_with_the_secret_does_not_bring_back_what_a_rotation_took_away()
    {
        DeviceRecord record = Paired(null, Operator, OperatorScopes.Admin, OperatorScopes.Read);
        record = record.Rotate(Operator, "hash", record.Rotation(Operator, OperatorScopes.All, [OperatorScopes.Read])!, 2);

        Connect(Operator, OperatorScopes.Admin).Judge(record).Outcome.ShouldBe(DeviceEntryOutcome.PairingRequired);
        record.Rotation(Operator, OperatorScopes.All, [OperatorScopes.Admin]).ShouldBeNull();
    }

    [Fact]
    public void An_approval_adds_to_what_is_in_force()
    {
        DeviceRecord record = Approved(Approved(null, Operator, OperatorScopes.Approvals), Operator, OperatorScopes.Read);

        record.Scopes.ShouldBe([OperatorScopes.Approvals, OperatorScopes.Read]);
        record.Roles.ShouldBe([Operator]);
    }

    [Theory]
    [InlineData(OperatorScopes.Read, Secret)]
    [InlineData(OperatorScopes.Admin, null)]
    public void What_nobody_approved_does_not_outlast_the_secret_by_the_approval_of_a_part(string approved, string? boundTo) =>
        Approved(Paired(null, Operator, OperatorScopes.Admin), Operator, approved).Find(Operator)!.CredentialId.ShouldBe(boundTo);

    [Fact]
    public void A_token_given_for_a_secret_holds_while_that_secret_does_and_not_again_when_it_comes_back()
    {
        DeviceRecord one = Paired(null, Operator, OperatorScopes.Read).Issue(Operator, SecretComparison.Hash("first"), [OperatorScopes.Read], Secret, 2);
        DeviceRecord two = one.Issue(Operator, SecretComparison.Hash("second"), [OperatorScopes.Read], "secret two", 3);
        DeviceRecord none = two.Issue(Operator, SecretComparison.Hash("third"), [OperatorScopes.Read], credentialId: null, 4);

        Outcome(one, "first", Secret).ShouldBe(DeviceEntryOutcome.ByToken);
        Outcome(one, "first", "secret two").ShouldBe(DeviceEntryOutcome.Unauthorized);
        Outcome(two, "first", "secret two").ShouldBe(DeviceEntryOutcome.Unauthorized);
        Outcome(two, "first", Secret).ShouldBe(DeviceEntryOutcome.Unauthorized);
        Outcome(two, "second", "secret two").ShouldBe(DeviceEntryOutcome.ByToken);
        Outcome(none, "third", credentialId: null).ShouldBe(DeviceEntryOutcome.Unauthorized);
    }

    [Fact]
    public void Of_many_tokens_the_newest_hold()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Read);
        for (int number = 0; number <= DeviceRole.MaxTokens; number++)
        {
            record = record.Issue(Operator, SecretComparison.Hash($"token {number}"), [OperatorScopes.Read], Secret, number);
        }

        Outcome(record, "token 0", Secret).ShouldBe(DeviceEntryOutcome.Unauthorized);
        Outcome(record, "token 1", Secret).ShouldBe(DeviceEntryOutcome.ByToken);
    }

    [Fact]
    public void A_token_counts_in_its_own_role_only()
    {
        DeviceRecord record = Approved(Approved(null, Operator, OperatorScopes.Read), Node).Issue(Node, SecretComparison.Hash("nodes"), [], Secret, 2);

        Outcome(record, "nodes", Secret).ShouldBe(DeviceEntryOutcome.Unauthorized);
    }

    [Fact]
    public void Another_key_gets_nothing_of_the_old_ones()
    {
        DeviceRecord record = DeviceRecord.Pair(
            Approved(null, Operator, OperatorScopes.Admin), "another key", Node, [], isSilent: false, credentialId: null, 2);

        record.Roles.ShouldBe([Node]);
        record.Scopes.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_in_force_gets_no_token()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Read).Revoke(Operator, 2);

        Should.Throw<InvalidOperationException>(() => record.Issue(Operator, "hash", [OperatorScopes.Read], null, 3))
            .Message.ShouldBe("The device is not paired as operator.");
        Should.Throw<InvalidOperationException>(() => record.Used(Operator, 3));
        Should.Throw<InvalidOperationException>(() => record.Rotate(Operator, "hash", [OperatorScopes.Read], 3));
        record.Rotation(Operator, OperatorScopes.All, null).ShouldBeNull();
    }

    [Fact]
    public void A_role_that_was_never_held_cannot_be_taken_back_and_one_stays_taken_back_since_the_first_time()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Read).Revoke(Operator, 2).Revoke(Operator, 3);

        record.MayRevoke(Node, OperatorScopes.All).ShouldBeFalse();
        record.MayRevoke(Operator, [OperatorScopes.Pairing]).ShouldBeFalse();
        record.Entries.Single().RevokedAt.ShouldBe(2);
    }

    [Fact]
    public void With_the_secret_it_gets_what_it_was_paired_for_whatever_its_token_carries()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Read, OperatorScopes.Write)
            .Issue(Operator, SecretComparison.Hash("old"), [OperatorScopes.Read], Secret, 2);

        DeviceEntryVerdict verdict = (Connect(Operator, OperatorScopes.Read, OperatorScopes.Write) with { Token = "old" }).Judge(record);

        verdict.Outcome.ShouldBe(DeviceEntryOutcome.BySecret);
        (Connect(Operator, OperatorScopes.Read) with { Token = "old" }).Judge(record).Outcome.ShouldBe(DeviceEntryOutcome.BySecret);
        verdict.Granted.ShouldBe([OperatorScopes.Read, OperatorScopes.Write]);
    }

    [Fact]
    public void A_role_is_bound_to_the_secret_that_it_came_in_by_unless_somebody_approved_it()
    {
        DeviceRecord.Pair(null, "key", Operator, [], isSilent: true, credentialId: null, 1).Find(Operator)!.CredentialId.ShouldBe("");
        Paired(null, Operator, OperatorScopes.Read).Issue(Operator, "hash", [], null, 2).Find(Operator)!.CredentialId.ShouldBe("");
        Paired(null, Operator, OperatorScopes.Read).Issue(Operator, "hash", [], "secret two", 2).Find(Operator)!.CredentialId.ShouldBe("secret two");

        DeviceRecord approved = Approved(null, Operator, OperatorScopes.Read).Issue(Operator, SecretComparison.Hash("mine"), [OperatorScopes.Read], Secret, 2);
        approved.Find(Operator)!.CredentialId.ShouldBeNull();
        Outcome(approved, "mine", "secret two").ShouldBe(DeviceEntryOutcome.ByToken);
        Outcome(approved, "mine", credentialId: null).ShouldBe(DeviceEntryOutcome.ByToken);
    }

    [Fact]
    public void A_role_that_it_has_not_holds_nothing()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Read);

        record.For(Node).Scopes.ShouldBeEmpty();
        record.For(Operator).Scopes.ShouldBe([OperatorScopes.Read]);
        record.Used(Operator, 7).Find(Operator)!.LastUsedAt.ShouldBe(7);
    }

    [Fact]
    public void Who_pairs_others_is_an_operator_in_force_who_holds_what_they_get_and_the_scope_to_pair()
    {
        DeviceRecord record = Approved(null, Operator, OperatorScopes.Pairing, OperatorScopes.Read);

        record.MayPair([OperatorScopes.Read], Secret).ShouldBeTrue();
        record.MayPair([OperatorScopes.Read, OperatorScopes.Write], Secret).ShouldBeFalse();
        record.Revoke(Operator, 2).MayPair([], Secret).ShouldBeFalse();
        Approved(null, Operator, OperatorScopes.Read).MayPair([OperatorScopes.Read], Secret).ShouldBeFalse();
        Approved(null, Node, OperatorScopes.Pairing, OperatorScopes.Read).MayPair([OperatorScopes.Read], Secret).ShouldBeFalse();
    }

    [Fact]
    public void Who_came_in_by_a_secret_pairs_nobody_once_it_is_gone()
    {
        DeviceRecord silent = Paired(null, Operator, OperatorScopes.Admin);

        silent.MayPair([OperatorScopes.Read], Secret).ShouldBeTrue();
        silent.MayPair([OperatorScopes.Read], "secret two").ShouldBeFalse();
        silent.MayPair([OperatorScopes.Read], credentialId: null).ShouldBeFalse();
        Approved(silent, Operator, OperatorScopes.Admin).MayPair([OperatorScopes.Read], "secret two").ShouldBeTrue();
    }

    private static DeviceRecord Approved(DeviceRecord? before, string role, params string[] scopes) =>
        DeviceRecord.Pair(before, "key", role, scopes, isSilent: false, credentialId: null, 1);

    private static DeviceRecord Paired(DeviceRecord? before, string role, params string[] scopes) =>
        DeviceRecord.Pair(before, "key", role, scopes, isSilent: true, Secret, 1);

    private static DeviceEntryOutcome Outcome(DeviceRecord record, string token, string? credentialId) =>
        (Connect(Operator, OperatorScopes.Read) with { HasSharedSecret = false, Token = token, CredentialId = credentialId }).Judge(record).Outcome;

    private static DeviceEntry Connect(string role, params string[] scopes) => new(
        new VerifiedDevice("id", "key", AnsweredChallenge: true), role, scopes, HasSharedSecret: true, Secret, Token: null, IsDirectLocal: true);
}
