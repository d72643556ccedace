namespace Moltbot.Architecture.Tests;

/// <summary>What the tests of this project look for is found however it is written.</summary>
public sealed class SourceTextTests
{
    [Theory]
    [InlineData("Process", "new Process { StartInfo = { FileName = name } }.Start();")]
    [InlineData("Process", "using Process started = new();")]
    [InlineData("Process", "Process? started = Begin(name);")]
    [InlineData("Process", "    Process.Start(name);")]
    [InlineData("Process", "var all = System.Diagnostics.Process.GetProcesses();")]
    [InlineData("Process", "private readonly List<Process> _children = [];")]
    [InlineData("Process", "void Watch(Process child) { }")]
    [InlineData("Process", "Process Child { get; } = null!;")]
    [InlineData("Process", "foreach (Process child in children)")]
    [InlineData("Socket", "Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);")]
    [InlineData("Socket", "var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);")]
    [InlineData("Socket", "private Socket? _socket;")]
    public void A_type_that_is_used_is_seen(string type, string code) => SourceText.Uses(code, type).ShouldBeTrue();

    [Theory]
    [InlineData("Process", "_services.Process.ApplicationStopping")]
    [InlineData("Process", "    IHostApplicationLifetime Process);")]
    [InlineData("Process", "Process(message);")]
    [InlineData("Process", "ProcessId = Environment.ProcessId;")]
    [InlineData("Socket", "if (document.Socket is { } socket && socket.Path is not null)")]
    [InlineData("Socket", "public sealed record ExecDocument(ExecSocket? Socket, ExecDefaults? Defaults)")]
    [InlineData("Socket", "wanted = wanted with { Socket = known is null ? wanted.Socket : null };")]
    public void A_member_of_that_name_is_none(string type, string code) => SourceText.Uses(code, type).ShouldBeFalse();

    [Theory]
    [InlineData("var a = \"https://example.org\"; Call(a); // why", "var a = \"https://example.org\"; Call(a);  ")]
    [InlineData("var a = @\"c:\\\"; /* why */ Call(a);", "var a = @\"c:\\\";   Call(a);")]
    [InlineData("var a = '\"'; // \"why\"", "var a = '\"';  ")]
    [InlineData("var a = \"\\\"//\"; Call();", "var a = \"\\\"//\"; Call();")]
    [InlineData("var a = \"\"\"\n  https://example.org \"x\" // no comment\n  \"\"\"; Call(); // one", "var a = \"\"\"\n  https://example.org \"x\" // no comment\n  \"\"\"; Call();  ")]
    [InlineData("/// <summary>new HttpClient()</summary>\nint a;", " \nint a;")]
    public void A_comment_ends_no_string_and_an_address_begins_none(string text, string code) => SourceText.Code(text).ShouldBe(code);
}
