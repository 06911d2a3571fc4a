using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CityActors.Edge.Tests.Ingress;

/// <summary>Keeps what is logged at Warning and above.</summary>
internal sealed class RecordedLogs : ILoggerProvider, ILogger
{
    /// <summary>Messages in order.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Messages.Enqueue(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
