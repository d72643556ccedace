namespace Moltbot.Policy.Exec.Programs;

/// <summary>Tells which executable a word names on the machine that is to run it.</summary>
public interface IProgramFinder
{
    /// <summary>The executable; null when the word names none.</summary>
    ResolvedProgram? Find(string word);
}
