namespace CityActors.Silo.Hosting;

/// <summary>
/// The city does not start. The message is one sentence for the person who started it; a stack trace would tell him nothing.
/// </summary>
public sealed class StartRefusedException(string sentence, int exitCode, Exception? cause = null) : Exception(sentence, cause)
{
    /// <summary>Exit code: a setting or switch is wrong.</summary>
    public const int BadConfiguration = 2;

    /// <summary>Exit code: the settings are right, but the machine or the data does not allow it now.</summary>
    public const int NotPossibleNow = 3;

    /// <summary>What the process ends with.</summary>
    public int ExitCode => exitCode;
}
