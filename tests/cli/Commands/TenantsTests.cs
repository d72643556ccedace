using System.Text.Json;
using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Managing tenants is done by the operator's own token, and by no other that lies about.</summary>
public sealed class TenantsTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _gateway.On("moltbot.tenants.list", """{"tenants":[{"tenant":"default"},{"tenant":"acme","createdAt":1}]}""")
            .On("moltbot.tenants.create", """{"tenant":"acme","token":"mbt_acme_first"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Fact]
    public async Task TheOperatorsTokenIsShownAndNothingElseIsAskedFor()
    {
        _machine.With(_gateway, "the-token-of-a-tenant").Write("operator-token", FakeGateway.SharedToken + "\n");

        string list = (await _machine.RunAsync("tenants list")).Expect(ExitCodes.Ok).Out;

        list.ShouldContain("with the installation");
        list.ShouldContain("acme");
        _gateway.Connects.Single().ShouldSatisfyAllConditions(
            connect => connect.Auth!.Token.ShouldBe(FakeGateway.SharedToken), connect => connect.Scopes.ShouldBe(["moltbot.tenants"]));
    }

    [Fact]
    public async Task AFirstTokenIsPrintedByItself()
    {
        _machine.With(_gateway, "the-token-of-a-tenant").Write("operator-token", FakeGateway.SharedToken + "\n");

        (await _machine.RunAsync("tenants create acme")).Expect(ExitCodes.Ok).Out.Trim().ShouldBe("mbt_acme_first");
        string json = (await _machine.RunAsync("tenants create acme --json")).Expect(ExitCodes.Ok).Out;

        JsonDocument.Parse(json).RootElement.EnumerateObject().Select(static member => $"{member.Name}={member.Value}").ShouldBe(["tenant=acme", "token=mbt_acme_first"]);
    }

    [Fact]
    public async Task WithoutTheOperatorsTokenNoOtherIsTried()
    {
        _machine.With(_gateway);

        CliResult refused = (await _machine.RunAsync("tenants list")).Expect(ExitCodes.NotAllowed);

        refused.Error.ShouldContain("managing tenants needs the operator's token, and none was found");
        refused.Error.ShouldContain(_machine.File("operator-token"));
        _gateway.Connects.ShouldBeEmpty();
    }
}
