using System.Runtime.Versioning;
using Moltbot.Storage.Sealing;

namespace Moltbot.Storage.Tests.Sealing;

[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyTests : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("moltbot-master-").FullName, "state");

    private string File => Path.Combine(folder, MasterKey.FileName);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public void The_first_start_makes_a_key_for_the_owner_alone_and_later_ones_read_it()
    {
        var first = MasterKey.FromFile(folder);
        MasterKey.FromFile(folder).Id.ShouldBe(first.Id);
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(folder).ShouldBe([File]);
    }

    [Fact]
    public async Task Processes_that_start_together_agree_on_one_key()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MasterKey.FromFile(folder).Id)));
        ids.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        MasterKey.FromFile(folder);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Should.Throw<InvalidOperationException>(() => MasterKey.FromFile(folder)).Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void A_malformed_key_is_refused_without_being_shown(string text)
    {
        var error = Should.Throw<ArgumentException>(() => MasterKey.Parse(text, "the environment"));
        error.Message.ShouldContain("openssl rand");
        if (text.Length > 0)
        {
            error.Message.ShouldNotContain(text);
        }
    }
}
