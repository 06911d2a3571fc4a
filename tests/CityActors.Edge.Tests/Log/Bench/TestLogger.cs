using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CityActors.Edge.Tests.Log.Bench;

/// <summary>Remembers what was logged.</summary>
internal sealed class TestLogger : ILogger
{
    /// <summary>Messages in order.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Messages.Enqueue($"{logLevel}: {formatter(state, exception)}");
}
