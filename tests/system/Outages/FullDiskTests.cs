using System.Diagnostics;
using System.Globalization;
using System.Net;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Outages;

/// <summary>The disk fills under a system that serves, and has room again. The disk is the process's own and ends with it.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Session = "agent:main:disk", Token = "the-installations-own-2fb1c0de77aa";
    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync() => _model = await SimulatedModelProvider.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_told_of_and_what_was_acknowledged_is_there_when_there_is_room_again()
    {
        IReadOnlyList<string> under = Surroundings.WithSmallDisk(_state.Path);
        Assert.SkipUnless(await Surroundings.CanBeMade(under), "no mount of its own may be made here (unshare, tmpfs)");
        _state.Configure(Configurations.For(_model));
        await using RunningSystem system = await RunningSystem.Start(
            _state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Token }, under: under);
        string filler = string.Create(CultureInfo.InvariantCulture, $"/proc/{system.Program.Id}/root{_state.Path}/filler");
        await using GatewayTestClient client = await system.Connect();
        await using GatewayTestClient other = await system.Connect("other");
        var talker = new Talker(client, Session);
        (await talker.Say()).ShouldBeTrue();
        await client.ChatEnd(talker.Acknowledged[0]);
        Fill(filler);

        // What the database has room for inside its own files goes on; then nothing does.
        while (await talker.Say(padding: 2000))
        {
            talker.Acknowledged.Count.ShouldBeLessThan(10_000);
            Fill(filler);
        }

        await Readiness.Becomes(system, HttpStatusCode.ServiceUnavailable);
        (await Readiness.Of(system, "/healthz")).ShouldBe(HttpStatusCode.OK);
        (await talker.Say(padding: 2000)).ShouldBeFalse();
        (await other.History(Session)).ShouldNotBeEmpty("what is stored can still be read");
        talker.RefusalsShouldBeClear();

        File.Delete(filler);
        await Readiness.Becomes(system, HttpStatusCode.OK);
        await using GatewayTestClient back = await system.Connect("back");
        var after = new Talker(back, Session);
        (await after.Say()).ShouldBeTrue(after.Refused.FirstOrDefault()?.Frame.Text);
        await Talker.ShouldHaveLostNothing(back, Session, talker, after);
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int size = 1 << 20; size >= 512; size /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No room for so much; perhaps for half of it.
            }
        }
    }
}
