using Moltbot.Cli.Tests.Support;

namespace Moltbot.Cli.Tests.Commands;

/// <summary>Skills of a gateway: sent as they are, shown before they are approved, approved by their hash.</summary>
public sealed class SkillsTests : IAsyncLifetime
{
    private const string Report = """{"name":"hello","description":"Says hello","kind":"answers","hash":"abcdef0123456789","files":[{"path":"skill.yaml","size":3,"sha256":"0123456789abcdef0123"}],"triggers":["hello"],"hosts":["x.example"],"programs":[],"secrets":[],"tools":[],"findings":[{"severity":"danger","rule":"text.hidden","file":"skill.yaml","line":2,"text":"odd"}]}""";
    private const string Skill = """{"name":"hello","description":"Says hello","kind":"answers","hash":"abcdef0123456789","status":"pending","dangers":1,"installedBy":"token","installedAt":1,"report":""" + Report + "}";

    private readonly Machine _machine = new();
    private FakeGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await FakeGateway.StartAsync();
        _machine.With(_gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _machine.Dispose();
    }

    [Fact]
    public async Task AFolderIsSentAndItsReportShown()
    {
        string folder = Path.Combine(_machine.Home, "hello");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "skill.yaml"), "name: hello\ntriggers: [hello]\nreply: Hi\n");
        _gateway.On("moltbot.skills.install", $$"""{"skill":{{Skill}}}""");

        var run = (await _machine.RunAsync("skills", "install", folder)).Expect(ExitCodes.Ok);
        run.Out.ShouldContain("Hosts     x.example");
        run.Out.ShouldContain("danger    text.hidden  skill.yaml:2  odd");
        run.Out.ShouldEndWith("pending; installed by token");
        run.Error.ShouldBe("let it count with: moltbot skills approve hello --hash abcdef0123456789 --accept-dangers");
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"files":[{"path":"skill.yaml","content":"bmFtZTogaGVsbG8KdHJpZ2dlcnM6IFtoZWxsb10KcmVwbHk6IEhpCg=="}]}""");
    }

    [Fact]
    public async Task WhatIsNoSkillIsNotSent()
    {
        string folder = Path.Combine(_machine.Home, "hello");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "skill.yaml"), "name: hello\ntriggers: [hello]\nrepl: Hi\n");
        (await _machine.RunAsync("skills", "install", folder)).Expect(ExitCodes.Failed).Error.ShouldContain("skill.yaml:3: unknown key \"repl\"");
        _gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task AnApprovalNamesTheHash()
    {
        _gateway.On("moltbot.skills.approve", $$"""{"skill":{{Skill}}}""").On("moltbot.skills.info", $$"""{"skill":{{Skill}}}""");
        (await _machine.RunAsync("skills approve hello --hash 0011 --accept-dangers")).Expect(ExitCodes.Ok).Out.ShouldBe("approved: hello (0011)");
        _gateway.Calls.ShouldHaveSingleItem().Params.ToJsonString().ShouldBe("""{"name":"hello","hash":"0011","acceptDangers":true}""");

        (await _machine.RunAsync("skills approve hello")).Expect(ExitCodes.Ok).Out.ShouldBe("approved: hello (abcdef012345)");
        _gateway.Calls[^1].Params.ToJsonString().ShouldBe("""{"name":"hello","hash":"abcdef0123456789","acceptDangers":false}""");
    }

    [Fact]
    public async Task WhatIsInstalledIsListed()
    {
        _gateway.On("moltbot.skills.list", """{"skills":[{"name":"hello","description":"Says hello","kind":"answers","hash":"abcdef0123456789","status":"pending","dangers":1,"installedBy":"token","installedAt":1}]}""");
        var run = (await _machine.RunAsync("skills list")).Expect(ExitCodes.Ok);
        run.Out.ShouldBe("""
            NAME   STATUS   KIND     DANGERS  HASH          DESCRIPTION
            hello  pending  answers  1        abcdef012345  Says hello
            """);
        run.Error.ShouldBe("look at one with: moltbot skills info hello");
    }

    [Fact]
    public async Task WhatIsSwitchedOffOrForgottenIsTold()
    {
        _gateway.On("moltbot.skills.disable", $$"""{"skill":{{Skill}}}""").On("moltbot.skills.remove", """{"removed":false}""");
        (await _machine.RunAsync("skills disable hello")).Expect(ExitCodes.Ok).Out.ShouldBe("switched off: hello");
        (await _machine.RunAsync("skills remove hello")).Expect(ExitCodes.Failed).Out.ShouldBe("no skill hello is installed");
    }
}
