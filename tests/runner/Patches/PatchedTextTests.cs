using Moltbot.Runner.Patches;

namespace Moltbot.Runner.Tests.Patches;

/// <summary>What a patch says, and what it makes of a text.</summary>
public sealed class PatchedTextTests
{
    private const string Program = "import a\n\ndef one():\n    return 1\n\ndef two():\n    return 1\n";

    [Theory]
    [InlineData("@@\n import a\n+import b", "import a\nimport b\n\ndef one():\n    return 1\n\ndef two():\n    return 1\n")]
    [InlineData(" import a\n+import b", "import a\nimport b\n\ndef one():\n    return 1\n\ndef two():\n    return 1\n")]
    [InlineData("@@ def two():\n-    return 1\n+    return 2", "import a\n\ndef one():\n    return 1\n\ndef two():\n    return 2\n")]
    [InlineData("@@ def two(): @@\n-    return 1\n+    return 2", "import a\n\ndef one():\n    return 1\n\ndef two():\n    return 2\n")]
    [InlineData("@@ def one():\n@@ return 1\n+    # end", "import a\n\ndef one():\n    return 1\n    # end\n\ndef two():\n    return 1\n")]
    [InlineData("@@\n-    return 1\n+    return 0\n@@\n-    return 1\n+    return 2", "import a\n\ndef one():\n    return 0\n\ndef two():\n    return 2\n")]
    [InlineData("@@\n     return 1\n+    # end\n*** End of File", "import a\n\ndef one():\n    return 1\n\ndef two():\n    return 1\n    # end\n")]
    [InlineData("@@\n+# end", Program + "# end\n")]
    [InlineData("@@\n-import a\n-\n def one():", "def one():\n    return 1\n\ndef two():\n    return 1\n")]
    [InlineData("@@\n import a\n\n-def one():\n+def first():", "import a\n\ndef first():\n    return 1\n\ndef two():\n    return 1\n")]
    public void Changes_find_their_places(string changes, string expected) => Apply(Program, changes).ShouldBe(expected);

    /// <summary>What stays is the file's own to the last byte; what comes ends as the file's lines do.</summary>
    [Theory]
    [InlineData("a \nb\n", " a\n-b\n+c", "a \nc\n")]
    [InlineData("a\r\nb\r\n", " a\n-b\n+c\n+d", "a\r\nc\r\nd\r\n")]
    [InlineData("a\nb", " a\n+c\n b", "a\nc\nb")]
    [InlineData("a\nb", " a\n b\n+c", "a\nb\nc\n")]
    [InlineData("a\n\fb\u2028c\nd", " a\n-\fb\u2028c\n+\fe\u2028f", "a\n\fe\u2028f\nd")]
    [InlineData("", "+a", "a\n")]
    [InlineData("a\n", "-a", "")]
    public void Lines_that_stay_are_not_touched(string text, string changes, string expected) => Apply(text, changes).ShouldBe(expected);

    [Theory]
    [InlineData("@@\n-return 1\n+return 2", "change 1", "these lines are not there")]
    [InlineData("@@\n-import a\n+import b\n@@\n-import a\n+import c", "change 2", "only above the changes before it")]
    [InlineData("@@ def three():\n-    return 1", "change 1", "\"def three():\"")]
    [InlineData("@@\n-import a\n*** End of File", "change 1", "at the end")]
    public void A_change_that_does_not_fit_is_named(string changes, params string[] said)
    {
        string message = Should.Throw<PatchException>(() => Apply(Program, changes)).Message;

        message.ShouldStartWith("a.py, ");
        foreach (string each in said)
        {
            message.ShouldContain(each);
        }
    }

    [Theory]
    [InlineData("", "begins with")]
    [InlineData("*** Add File: a\n+a\n*** End Patch", "begins with")]
    [InlineData("*** Begin Patch\n*** Add File: a\n+a", "ends with")]
    [InlineData("*** Begin Patch\n*** End Patch", "names no file")]
    [InlineData("*** Begin Patch\na\n*** End Patch", "line 2 ")]
    [InlineData("*** Begin Patch\n*** Add File:\n+a\n*** End Patch", "line 2 ")]
    [InlineData("*** Begin Patch\n*** Add File: a\n+a\nb\n*** End Patch", "line 4 ")]
    [InlineData("*** Begin Patch\n*** Update File: a\n*** End Patch", "line 3 ")]
    [InlineData("*** Begin Patch\n*** Update File: a\n@@\n stays\n*** End Patch", "changes nothing")]
    [InlineData("*** Begin Patch\n*** Update File: a\n@@\n-b\nc\n*** End Patch", "line 5 ")]
    [InlineData("*** Begin Patch\n*** Move to: b\n*** End Patch", "line 2 ")]
    public void What_is_no_patch_is_said_to_be_none(string text, string said) =>
        Should.Throw<PatchException>(() => PatchParser.Parse(text)).Message.ShouldContain(said);

    [Fact]
    public void Each_file_has_its_section()
    {
        var files = PatchParser.Parse("\n*** Begin Patch\r\n*** Add File: new file\r\n+one\r\n++two\r\n+\r\n\r\n*** Delete File: old\r\n\r\n*** Update File: a\r\n*** Move to: b\r\n@@\r\n-x\r\n+y\r\n\r\n*** Update File: c\n*** Move to: d\n*** End Patch\n\n");

        files.Select(static file => (file.Kind, file.Path, file.MoveTo, file.Text, file.Hunks.Count)).ShouldBe(
        [
            (FilePatchKind.Add, "new file", null, "one\n+two\n\n", 0),
            (FilePatchKind.Delete, "old", null, "", 0),
            (FilePatchKind.Update, "a", "b", "", 1),
            (FilePatchKind.Update, "c", "d", "", 0),
        ]);
        files[2].Hunks[0].Lines.ShouldBe([new PatchLine('-', "x"), new PatchLine('+', "y")]);
    }

    private static string Apply(string text, string changes) =>
        PatchedText.Of(text, PatchParser.Parse($"*** Begin Patch\n*** Update File: a.py\n{changes}\n*** End Patch").ShouldHaveSingleItem());
}
