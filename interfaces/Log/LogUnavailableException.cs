namespace CityActors.Log;

/// <summary>The log accepts nothing now (disk full, log closed); what was being written is not acknowledged. Write again later.</summary>
[GenerateSerializer, Alias("city.LogUnavailableException")]
public sealed class LogUnavailableException : Exception
{
    /// <summary>Says why.</summary>
    public LogUnavailableException(string reason, Exception? cause = null)
        : base(reason, cause)
    {
    }
}
