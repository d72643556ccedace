using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Conversations;

namespace Moltbot.Policy.Tests.Conversations;

public sealed class MemoryFlushTests
{
    [Theory]
    [InlineData(175_999, 0, null, false)]
    [InlineData(176_000, 0, null, true)]
    [InlineData(176_000, 0, 0, false)]
    [InlineData(176_000, 1, 0, true)]
    [InlineData(900_000, 2, 2, false)]
    public void It_is_due_once_for_each_compaction(long tokens, int compactions, int? flushedAt, bool isDue) =>
        MemoryFlush.IsDue(new ContextBudget(200_000, new CompactionConfig()), tokens, compactions, flushedAt).ShouldBe(isDue);

    [Fact]
    public void It_is_never_due_where_it_is_switched_off_or_there_is_no_room_for_it()
    {
        MemoryFlush.IsDue(new ContextBudget(200_000, new CompactionConfig { MemoryFlush = new MemoryFlushConfig { Enabled = false } }), 900_000, 0, null).ShouldBeFalse();
        MemoryFlush.IsDue(new ContextBudget(4_000, new CompactionConfig()), 900_000, 0, null).ShouldBeFalse();
    }

    [Fact]
    public void What_is_asked_is_configured_and_always_says_that_nothing_need_be_said()
    {
        MemoryFlush.Prompt(new MemoryFlushConfig()).ShouldStartWith("Pre-compaction memory flush. Store durable memories now (use memory/YYYY-MM-DD.md");
        MemoryFlush.SystemPrompt(new MemoryFlushConfig()).ShouldStartWith("Pre-compaction memory flush turn.");
        MemoryFlush.Prompt(new MemoryFlushConfig { Prompt = "Write it down." }).ShouldBe("Write it down.\n\nIf no reply is needed, answer NO_REPLY.");
        MemoryFlush.SystemPrompt(new MemoryFlushConfig { SystemPrompt = "Write, then NO_REPLY." }).ShouldBe("Write, then NO_REPLY.");
    }

    [Fact]
    public void It_has_files_and_nothing_about_which_somebody_is_asked() => MemoryFlush.Tools.ShouldBe(["read", "write", "edit"]);
}
