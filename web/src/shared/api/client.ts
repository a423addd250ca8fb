import axios, { type AxiosRequestConfig } from 'axios';
import { baseUrl } from './baseUrl';
import { parseExact } from './exactJson';
import { toProblem } from './problem';

const http = axios.create({
  baseURL: baseUrl,
  withCredentials: true,
  timeout: 15_000,
  paramsSerializer: { indexes: null },
  transformResponse: (data: unknown, headers) =>
    typeof data === 'string' && data !== '' && /\bjson\b/.test(String(headers['content-type'] ?? '')) ? parseExact(data) : data,
});

type Options = Pick<AxiosRequestConfig, 'signal' | 'params' | 'headers' | 'timeout' | 'responseType' | 'onUploadProgress'>;

async function request<T>(config: AxiosRequestConfig): Promise<T> {
  try {
    return (await http.request<T>(config)).data;
  } catch (error) {
    if (axios.isCancel(error)) throw error;
    throw toProblem(error);
  }
}

export const api = {
  get: <T>(url: string, options: Options = {}) => request<T>({ ...options, method: 'GET', url }),
  post: <T>(url: string, data?: unknown, options: Options = {}) => request<T>({ ...options, method: 'POST', url, data }),
  put: <T>(url: string, data?: unknown, options: Options = {}) => request<T>({ ...options, method: 'PUT', url, data }),
  patch: <T>(url: string, data?: unknown, options: Options = {}) => request<T>({ ...options, method: 'PATCH', url, data }),
  delete: <T>(url: string, options: Options = {}) => request<T>({ ...options, method: 'DELETE', url }),
};
