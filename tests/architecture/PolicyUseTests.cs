namespace Moltbot.Architecture.Tests;

/// <summary>What decides is what runs: a rule that only tests call is judged in place of the one that people meet.</summary>
public sealed class PolicyUseTests
{
    /// <summary>
    /// Types that wait for the issue that needs them, by its theme. The list only shrinks: a type that came into use has to
    /// leave it, and nothing new may enter it.
    /// </summary>
    private static readonly Dictionary<string, string[]> Waiting = new(StringComparer.Ordinal)
    {
        ["more channels"] =
        [
            "CommandOwners", "WhatsAppAccess", "BoundAccounts", "InboundText", "InboundDedupeKey", "RecentKeys",
        ],
        ["repairs by doctor"] = ["LegacyMigration"],
        ["runs with a lifetime of their own"] = ["RunLifetime"],
        ["stored credentials of model providers"] = ["CredentialKind", "CredentialProfile", "CredentialStore", "ProfileOrder"],
        ["media in answers"] = ["DeliverableReply", "MediaLines", "MediaReply"],
    };

    [Fact]
    public void Every_public_type_of_policy_is_used_by_the_product_or_waits_for_its_issue() =>
        SourceReach.UnreachedTypes(
                Repository.Sources("policy"),
                Repository.Sources("grain-interfaces", "storage", "grains", "client", "cli", "identity", "silo", "runner"))
            .ShouldBe(Waiting.Values.SelectMany(static types => types), ignoreOrder: true);
}
