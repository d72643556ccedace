using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>Names that change hands are told when they are written (C1).</summary>
public sealed class ListedNamesTests
{
    private static readonly ConfigEditor Editor = new(new ConfigLoadOptions(), new ConfigStamp("1.2.3", new DateTimeOffset(2026, 2, 1, 3, 4, 5, TimeSpan.Zero)));

    [Theory]
    [InlineData("{channels:{telegram:{allowFrom:[42,'@ann']}}}", "channels.telegram.allowFrom.1", "\"@ann\"", "\"123456789\"")]
    [InlineData("{channels:{telegram:{allowFrom:['tg:ann']}}}", "channels.telegram.allowFrom.0", "\"tg:ann\"", "\"123456789\"")]
    [InlineData("{channels:{telegram:{groupAllowFrom:['Ann Example']}}}", "channels.telegram.groupAllowFrom.0", "\"Ann Example\"", "\"123456789\"")]
    [InlineData("{channels:{telegram:{groups:{'-100':{allowFrom:['@ann']}}}}}", "channels.telegram.groups.-100.allowFrom.0", "\"@ann\"", "\"123456789\"")]
    [InlineData("{channels:{telegram:{groups:{'-100':{topics:{'7':{allowFrom:['@ann']}}}}}}}", "channels.telegram.groups.-100.topics.7.allowFrom.0", "\"@ann\"", "\"123456789\"")]
    [InlineData("{channels:{telegram:{accounts:{second:{allowFrom:['@ann']}}}}}", "channels.telegram.accounts.second.allowFrom.0", "\"@ann\"", "\"123456789\"")]
    [InlineData("{channels:{discord:{dm:{allowFrom:['ann#1234']}}}}", "channels.discord.dm.allowFrom.0", "\"ann#1234\"", "numeric user id")]
    [InlineData("{channels:{discord:{guilds:{'1':{channels:{'2':{users:['ann']}}}}}}}", "channels.discord.guilds.1.channels.2.users.0", "\"ann\"", "numeric user id")]
    [InlineData("{channels:{slack:{dm:{allowFrom:['ann']}}}}", "channels.slack.dm.allowFrom.0", "\"ann\"", "\"U0123ABCD\"")]
    [InlineData("{tools:{elevated:{allowFrom:{telegram:['@ann']}}}}", "tools.elevated.allowFrom.telegram.0", "\"@ann\"", "\"123456789\"")]
    public void A_name_is_refused_with_what_is_allowed_when_it_is_written_and_warned_of_when_it_stands_there(
        string document, string path, string name, string allowed)
    {
        ConfigSnapshot stored = Load(document);
        stored.Valid.ShouldBeTrue(string.Join('\n', stored.Issues.Select(static issue => $"{issue.Path}: {issue.Message}")));
        ConfigIssue warned = stored.Warnings.ShouldHaveSingleItem();

        ConfigEdit patched = Editor.Patch(Load("{}"), document), set = Editor.Set(Load("{ui:{}}"), document);

        warned.Path.ShouldBe(path);
        warned.Message.ShouldStartWith(name);
        warned.Message.ShouldContain(allowed);
        patched.Error.ShouldBe("invalid config");
        patched.Issues.ShouldBe([warned]);
        set.Issues.ShouldBe([warned]);
    }

    [Fact]
    public void Who_mends_something_else_is_not_kept_from_it()
    {
        ConfigSnapshot stored = Load("{channels:{telegram:{allowFrom:['@ann','@ben']}}}");

        Editor.Patch(stored, "{session:{idleMinutes:5}}").Succeeded.ShouldBeTrue();
        Editor.Patch(stored, "{channels:{telegram:{allowFrom:['@ben']}}}").Succeeded.ShouldBeTrue();
        Editor.Patch(stored, "{channels:{telegram:{allowFrom:['@ann','@mallory']}}}").Issues.ShouldHaveSingleItem().Message.ShouldStartWith("\"@mallory\"");
        Editor.Patch(stored, "{channels:{telegram:{groupAllowFrom:['@ann']}}}").Succeeded.ShouldBeFalse("another list is another right");
    }

    [Fact]
    public void Ids_are_fine() =>
        Editor.Patch(Load("{}"), "{channels:{telegram:{allowFrom:[42,'43','tg:44'],groupAllowFrom:['-1001'],groups:{'*':{allowFrom:['*']}}}}}").Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("{channels:{discord:{dangerouslyAllowNameMatching:true,dm:{allowFrom:['ann']},guilds:{'1':{users:['ann']}},accounts:{a:{dm:{allowFrom:['ann']}}}}}}", 0)]
    [InlineData("{channels:{discord:{dangerouslyAllowNameMatching:true,accounts:{a:{dangerouslyAllowNameMatching:false,dm:{allowFrom:['ann']}}}}}}", 1)]
    [InlineData("{channels:{discord:{accounts:{a:{dangerouslyAllowNameMatching:true},b:{dm:{allowFrom:['ann']}}}}}}", 1)]
    [InlineData("{channels:{discord:{dangerouslyAllowNameMatching:true}},tools:{elevated:{allowFrom:{discord:['ann']}}}}", 1)]
    [InlineData("{channels:{telegram:{dangerouslyAllowNameMatching:true,allowFrom:['@ann'],groups:{'-1':{allowFrom:['@ann']}},accounts:{a:{groupAllowFrom:['@ann']}}}}}", 0)]
    [InlineData("{channels:{telegram:{accounts:{a:{dangerouslyAllowNameMatching:true,allowFrom:['@ann']},b:{allowFrom:['@ann']}}}}}", 1)]
    public void Where_names_count_they_may_be_written(string document, int told)
    {
        ConfigSnapshot stored = Load(document);
        stored.Valid.ShouldBeTrue(string.Join('\n', stored.Issues.Select(static issue => $"{issue.Path}: {issue.Message}")));

        stored.Warnings.Count.ShouldBe(told);
        Editor.Patch(Load("{}"), document).Issues.Count.ShouldBe(told);
    }

    [Fact]
    public void A_variable_is_what_it_stands_for()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["OWNER_ID"] = "42", ["OWNER"] = "@ann" };
        var options = new ConfigLoadOptions { Environment = environment };
        var editor = new ConfigEditor(options, new ConfigStamp("1.2.3", DateTimeOffset.UnixEpoch));
        ConfigSnapshot Of(string raw) => ConfigLoader.Load(new ConfigSource("/c/moltbot.json", raw), options);

        editor.Patch(Of("{}"), "{channels:{telegram:{allowFrom:['${OWNER_ID}']}}}").Succeeded.ShouldBeTrue();
        editor.Patch(Of("{}"), "{channels:{telegram:{allowFrom:['${OWNER}']}}}").Issues.ShouldHaveSingleItem().Message.ShouldStartWith("\"@ann\"");
        editor.Patch(Of("{channels:{telegram:{allowFrom:['${OWNER}']}}}"), "{ui:{}}").Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{tools:true}")]
    [InlineData("{tools:{elevated:true}}")]
    [InlineData("{tools:{elevated:['@ann']}}")]
    [InlineData("{tools:{elevated:{allowFrom:true}}}")]
    [InlineData("{tools:{elevated:{allowFrom:{telegram:'@ann'}}}}")]
    [InlineData("{channels:[]}")]
    [InlineData("{channels:{telegram:[]}}")]
    [InlineData("{channels:{telegram:{groups:['@ann'],allowFrom:'@ann',accounts:1,dangerouslyAllowNameMatching:'yes'}}}")]
    [InlineData("[]")]
    [InlineData("'text'")]
    public void Whoever_mends_a_document_that_is_no_such_thing_is_not_kept_from_it(string broken)
    {
        ConfigSnapshot stored = Load(broken);
        stored.Valid.ShouldBeFalse();

        Editor.Set(stored, "{ui:{}}").Succeeded.ShouldBeTrue();
    }

    private static ConfigSnapshot Load(string raw) => ConfigLoader.Load(new ConfigSource("/c/moltbot.json", raw), new ConfigLoadOptions());
}
