using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay;

/// <summary>Recorded data that is read once, from the first reading to the last.</summary>
internal abstract class Recording
{
    private const int SentencesKept = 5;

    private readonly List<string> leftOutWhy = [];

    /// <summary>Whether the file's times are dates.</summary>
    public virtual bool IsDated => false;

    /// <summary>Type of the twins.</summary>
    public abstract string TwinType { get; }

    /// <summary>Silence after which a twin of the file is gone; null: it stays.</summary>
    public virtual TimeSpan? ExpiresAfter => null;

    /// <summary>Rows or values that cannot be read, and were left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Why the first of them were left out.</summary>
    public IReadOnlyList<string> LeftOutWhy => leftOutWhy;

    /// <summary>The readings.</summary>
    /// <exception cref="RecordingBrokenException">The file ends too early or is not of the format.</exception>
    public abstract IEnumerable<RecordedReading> Read();

    /// <summary>Leaves something out.</summary>
    protected void LeaveOut(string why)
    {
        LeftOut++;
        if (leftOutWhy.Count < SentencesKept)
        {
            leftOutWhy.Add(why);
        }
    }

    /// <summary>The URN of a name in the file.</summary>
    protected bool TryTwin(string type, string? name, string where, out string twin)
    {
        if (RecordedNames.TryTwin(type, name, out twin))
        {
            return true;
        }

        LeaveOut($"{where}: '{name}' cannot be the name of a {type}.");
        return false;
    }

    /// <summary>A reading, unless nothing was measured.</summary>
    protected static bool Says(List<ChannelValue> values) => values.Count > 0;
}
